using System.Collections.Concurrent;
using Orleans.Runtime.GrainDirectory;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>
/// Where conversations live, as this node was told. Orleans' own memory of it keeps names for as long as there is room, also those of erased
/// conversations; this one forgets what nobody has asked for in a minute at most, and all of it when it is told to. What it has forgotten is
/// asked of the directory again.
/// </summary>
internal sealed class KnownPlaces(TimeProvider clock) : IGrainDirectoryCache
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private volatile ConcurrentDictionary<GrainId, (GrainAddress Address, int Version)> _recent = new(), _earlier = new();
    private long _since = clock.GetTimestamp();

    public IEnumerable<(GrainAddress ActivationAddress, int Version)> KeyValues => _recent.Values.Concat(_earlier.Values);

    public void AddOrUpdate(GrainAddress value, int version) => Recent()[value.GrainId] = (value, version);

    public bool LookUp(GrainId key, out GrainAddress result, out int version)
    {
        var recent = Recent();
        bool isKnown = recent.TryGetValue(key, out var place) || (_earlier.TryGetValue(key, out place) && recent.TryAdd(key, place));
        (result, version) = place;
        return isKnown;
    }

    public bool Remove(GrainId key) => _recent.TryRemove(key, out _) | _earlier.TryRemove(key, out _);

    public bool Remove(GrainAddress key) => Remove(_recent, key) | Remove(_earlier, key);

    public void Clear()
    {
        lock (_gate)
        {
            (_recent, _earlier) = (new(), new());
        }
    }

    private static bool Remove(ConcurrentDictionary<GrainId, (GrainAddress Address, int Version)> places, GrainAddress key) =>
        places.TryGetValue(key.GrainId, out var place) && Equals(place.Address.SiloAddress, key.SiloAddress) && places.TryRemove(KeyValuePair.Create(key.GrainId, place));

    private ConcurrentDictionary<GrainId, (GrainAddress Address, int Version)> Recent()
    {
        if (clock.GetElapsedTime(Volatile.Read(ref _since)) >= Age)
        {
            lock (_gate)
            {
                if (clock.GetElapsedTime(_since) >= Age)
                {
                    (_earlier, _recent) = (_recent, new());
                    Volatile.Write(ref _since, clock.GetTimestamp());
                }
            }
        }

        return _recent;
    }
}
