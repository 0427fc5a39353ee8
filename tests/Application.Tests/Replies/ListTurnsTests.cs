using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;
using NSubstitute;

namespace GptMessenger.Application.Tests.Replies;

public sealed class ListTurnsTests
{
    private readonly ITurnRecords _records = Substitute.For<ITurnRecords>();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task PagesTogether_HoldEveryTurnOnce(int limit)
    {
        // Three share a millisecond, as turns of one commit do.
        int[] ended = [9, 8, 8, 8, 7, 5, 5, 1];
        TurnRecord[] all = [.. ended.Select((second, index) => new TurnRecord(
            Known.Conversation, new Turn($"t{index}", Known.Now, null), TurnEnd.Answered, Known.Now.AddSeconds(second)))];
        _records.ListAsync(null!, default).ReturnsForAnyArgs(call => Task.FromResult<IReadOnlyList<TurnRecord>>(
            [.. all.Where(record => call.Arg<TurnFilter>().Before is not { } before || record.EndedAt < before).Take(call.Arg<TurnFilter>().Limit)]));

        var listed = new List<string>();
        DateTimeOffset? next = null;
        do
        {
            var page = await new ListTurnsHandler(_records).Handle(new ListTurns(new TurnFilter(TurnState.Answered, limit, Before: next)), default);
            page.Turns.Should().NotBeEmpty();
            listed.AddRange(page.Turns.Select(record => record.Turn.Id));
            next = page.Next;
        }
        while (next is not null);

        listed.Should().Equal(all.Select(record => record.Turn.Id));
    }
}
