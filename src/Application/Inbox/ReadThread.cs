using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Inbox;

/// <summary>A conversation as a person sees it: its newest messages, or those before the ones that were read already.</summary>
/// <param name="Conversation">Which.</param>
/// <param name="Before">The key of the oldest message that was read already; null: the newest are wanted.</param>
/// <param name="Limit">At most so many.</param>
/// <returns>Null: there is no such conversation.</returns>
public sealed record ReadThread(ConversationId Conversation, string? Before = null, int Limit = 50) : IRequest<ConversationThread?>
{
    public const int MaxLimit = 200;
}

/// <param name="Summary">As the inbox has it; delivered and read marks are there.</param>
/// <param name="Entries">Oldest first.</param>
/// <param name="HasEarlier">There are messages before these.</param>
/// <param name="Window">How a person may answer at present.</param>
public sealed record ConversationThread(ConversationSummary Summary, IReadOnlyList<ThreadEntry> Entries, bool HasEarlier, AnswerWindow Window);

/// <param name="AssistantUntil">Until then anybody may answer.</param>
/// <param name="PersonUntil">Until then a person may.</param>
public sealed record AnswerWindow(DateTimeOffset? AssistantUntil, DateTimeOffset? PersonUntil);

internal sealed class ReadThreadValidator : AbstractValidator<ReadThread>
{
    private const int MaxKey = 512;

    public ReadThreadValidator()
    {
        RuleFor(read => read.Limit).InclusiveBetween(1, ReadThread.MaxLimit).WithMessage($"limit should be a whole number from 1 to {ReadThread.MaxLimit}.");
        RuleFor(read => read.Before).MaximumLength(MaxKey).WithMessage("before should be the key of a message.");
    }
}

internal sealed class ReadThreadHandler(
    IConversationStore store, IConversationSummaries summaries, IAnswerRecords answers, IBotPause pause, ReplyOptions options, TimeProvider clock)
    : IRequestHandler<ReadThread, ConversationThread?>
{
    /// <summary>A turn is opened before its answer, at most by the time in which it may be sent.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    public async Task<ConversationThread?> Handle(ReadThread request, CancellationToken cancellationToken)
    {
        var row = summaries.FindAsync(request.Conversation, cancellationToken);
        var (conversation, version) = await store.ReadAsync(request.Conversation, cancellationToken);
        if (version is null)
        {
            await row;
            return null;
        }

        var now = clock.GetUtcNow();
        var summary = await row
            ?? new Glance(conversation, Turn: null, await pause.ReadAsync(request.Conversation, cancellationToken))
                .Refresh(new ConversationSummary(request.Conversation) { Through = conversation.End }, options.AppId, now);
        var said = conversation.Events.Where(e => e.Kind != EventKind.Edit).ToList();
        int end = request.Before is null ? said.Count : said.FindIndex(e => e.Key == request.Before);
        int start = Math.Max(0, end - request.Limit);
        var entries = end <= 0 ? [] : Entries(conversation, said[start..end]);
        return new ConversationThread(
            summary,
            await WithReasonsAsync(request.Conversation, entries, said[Math.Max(0, start)..Math.Max(0, end)], cancellationToken),
            start > 0,
            new AnswerWindow(summary.LastAskedAt + options.MessagingWindow, summary.LastAskedAt + options.HumanAgentWindow));
    }

    private List<ThreadEntry> Entries(Conversation conversation, List<MessengerEvent> said)
    {
        var edits = conversation.Events.Where(e => e is { Kind: EventKind.Edit, Mid: not null }).ToLookup(e => e.Mid);
        return [.. said.Select(e =>
        {
            var (files, cards) = e.Kind == EventKind.Unsend ? ([], []) : Attachments.Of(e);
            var edit = edits[e.Mid].LastOrDefault();
            return new ThreadEntry(e.Key, Speakers.Of(e, options.AppId), e.Timestamp)
            {
                Text = e.Kind == EventKind.Unsend ? null : edit is null ? e.Text : edit.Text,
                Attachments = files,
                Cards = cards,
                IsDeleted = e.Kind == EventKind.Unsend,
                IsEdited = edit is not null,
                IsTap = e.Kind == EventKind.Postback || e.Payload is not null,
                IsStandby = e.IsStandby,
            };
        })];
    }

    private async Task<IReadOnlyList<ThreadEntry>> WithReasonsAsync(
        ConversationId id, List<ThreadEntry> entries, List<MessengerEvent> said, CancellationToken cancellationToken)
    {
        if (entries.Where(entry => entry.By == Speaker.Bot).Select(entry => entry.At).OfType<DateTimeOffset>().ToList() is not { Count: > 0 } times)
        {
            return entries;
        }

        var records = await answers.OfAsync(id, times.Min() - options.MessagingWindow - Slack, times.Max() + Slack, entries.Count, cancellationToken);
        var byMid = records.SelectMany(record => record.Mids.Select(mid => (mid, record))).DistinctBy(pair => pair.mid).ToDictionary(pair => pair.mid, pair => pair.record);
        var mids = said.DistinctBy(e => e.Key).ToDictionary(e => e.Key, e => e.Mid);
        return [.. entries.Select(entry => entry.By == Speaker.Bot && mids.GetValueOrDefault(entry.Key) is { } mid ? entry with { Reason = byMid.GetValueOrDefault(mid) } : entry)];
    }
}
