using System.Net;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>What holds the nodes of an installation together, and the engine's memory with it.</summary>
public enum ClusterKind
{
    /// <summary>One process with its memory on the local disk.</summary>
    None,

    Redis,

    Postgres,
}

/// <summary>This process as a node of its installation.</summary>
/// <param name="Cluster">With which others (<c>CLUSTER</c>).</param>
/// <param name="Connection">Where they meet, a secret (<c>CLUSTER_CONNECTION</c>); empty in one process.</param>
public sealed record NodeOptions(ClusterKind Cluster = ClusterKind.None, string Connection = "")
{
    /// <summary>Where the other nodes reach this one (<c>ADVERTISED_ADDRESS</c>).</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Where it listens for the other nodes (<c>SILO_PORT</c>); 0: on any free port.</summary>
    public int SiloPort { get; init; }

    /// <summary>Where it listens for Orleans clients (<c>GATEWAY_PORT</c>); 0: on any free port.</summary>
    public int GatewayPort { get; init; }
}
