using System.Collections.Concurrent;
using GptMessenger.Testing;
using Microsoft.AspNetCore.Http;

namespace GptMessenger.Faults;

/// <summary>Graph says no, each time with another code; each test has a page of its own.</summary>
public sealed class GraphRefusalTests(OneWorld shared) : IClassFixture<OneWorld>
{
    private readonly ConcurrentQueue<DateTimeOffset> _tries = new();
    private readonly World _world = shared.World;

    [Fact]
    public async Task TooManyCalls_WaitsAsLongAsAskedAndSendsOnce()
    {
        var asker = Refuse(times: 1, context =>
        {
            context.Response.Headers.RetryAfter = "4";
            return Outside.GraphError(613, status: StatusCodes.Status429TooManyRequests);
        });

        await asker.AskAsync();
        await asker.SettledAsync();

        _tries.Should().HaveCount(2);
        (_tries.ElementAt(1) - _tries.ElementAt(0)).Should().BeGreaterThan(TimeSpan.FromSeconds(3.9));
    }

    [Theory]
    [InlineData(10, 2018278)]
    [InlineData(551, 1545041)]
    public async Task CustomerCannotBeWrittenTo_IsTriedOnceAndListed(int code, int subcode)
    {
        var asker = Refuse(times: int.MaxValue, _ => Outside.GraphError(code, subcode, StatusCodes.Status403Forbidden));
        asker.Expects = Expectation.Silence;

        await asker.AskAsync();
        await Wait.UntilAsync(() => EndOf(asker) is null ? "the turn's end in the log" : null, World.Promised);

        _tries.Should().HaveCount(1);
        EndOf(asker).Should().Contain(code == 10 ? "WindowClosed" : "PersonUnreachable");
    }

    [Fact]
    public async Task TemporaryFailureThatSentNothing_LooksFirstAndSendsOnce()
    {
        var asker = Refuse(times: 1, _ => Outside.GraphError(1200, status: StatusCodes.Status500InternalServerError));

        await asker.AskAsync();
        await asker.SettledAsync();

        _tries.Should().HaveCount(2);
        (_tries.ElementAt(1) - _tries.ElementAt(0)).Should().BeGreaterThan(TimeSpan.FromSeconds(20), "the echo and the thread are waited for");
    }

    private Asker Refuse(int times, Func<HttpContext, IResult> answer)
    {
        var asker = _world.NewAsker(_world.NewPage());
        _world.Outside.BeforeSend = (send, context) =>
        {
            if (send.Recipient != asker.Id)
            {
                return Task.FromResult<IResult?>(null);
            }

            _tries.Enqueue(DateTimeOffset.UtcNow);
            return Task.FromResult(_tries.Count <= times ? answer(context) : null);
        };
        return asker;
    }

    private string? EndOf(Asker asker) => _world.Product.Output.Split('\n').FirstOrDefault(line => line.Contains("was not answered", StringComparison.Ordinal) && line.Contains(asker.Id, StringComparison.Ordinal));
}
