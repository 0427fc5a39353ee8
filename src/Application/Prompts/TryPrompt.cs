using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Evaluation;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using MediatR;

namespace GptMessenger.Application.Prompts;

/// <summary>
/// What a draft would have answered, found as a turn finds it: the same data, the same gate, the same limits on what the model may cost and
/// on how many answers are found at once. Nothing is sent and nothing is stored; what it costs is the tenant's.
/// </summary>
/// <param name="Tenant">Whose draft.</param>
/// <param name="Text">The draft.</param>
/// <param name="Question">What is asked.</param>
/// <returns>Null: the question is not there (any more).</returns>
/// <exception cref="UnreadableFileException">The conversation cannot be read.</exception>
/// <exception cref="StoreUnavailableException">The store did not answer.</exception>
public sealed record TryPrompt(TenantId Tenant, string Text, TrialQuestion Question) : IRequest<TriedPrompt?>;

/// <summary>Either a turn of the past, or words that somebody types in.</summary>
public abstract record TrialQuestion
{
    private TrialQuestion()
    {
    }

    public sealed record Past(ConversationId Conversation, string Turn) : TrialQuestion;

    /// <param name="Words">What a customer might write.</param>
    /// <param name="Page">That they would write to; null: to the tenant's first.</param>
    public sealed record Typed(string Words, PageId? Page = null) : TrialQuestion;
}

/// <param name="Answer">What would have been sent.</param>
/// <param name="Basis">Why it says that: which drafts the gate refused, what it took, and why the model had no part in it.</param>
/// <param name="Took">From the beginning of the search to the answer, without the time in the queue.</param>
public sealed record TriedPrompt(string Answer, AnswerBasis Basis, TimeSpan Took)
{
    /// <summary>The titles of the products that it names.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>The model was not asked: it is not configured or away, or a limit is reached. What it would say nobody knows.</summary>
    public bool IsUntried => Basis.Reason is not (null or OfflineReason.NothingSupported);

    /// <summary>The gate refused a draft at least.</summary>
    public bool IsRefused => Basis.Refused.Count > 0;
}

internal sealed class TryPromptValidator : AbstractValidator<TryPrompt>
{
    private const int MaxWords = 2000;

    public TryPromptValidator(ReplyOptions options)
    {
        RuleFor(test => test.Text).Must(text => PromptCheck.Of(text, options.ContextTokens).IsUsable).WithMessage("The draft cannot be used as it is: check it.");
        RuleFor(test => test.Question).Must((test, question) => question is not TrialQuestion.Past past || past.Conversation.Tenant == test.Tenant).WithMessage("That is no conversation of this tenant.");
        RuleFor(test => test.Question).Must(question => question is not TrialQuestion.Typed { Words: var words } || (!string.IsNullOrWhiteSpace(words) && words.Length <= MaxWords))
            .WithMessage($"question should have 1 to {MaxWords} characters.");
    }
}

internal sealed class TryPromptHandler(AnswerTrial trial, PastTurns turns, AnswerSeats seats, IConnectedPages pages, TimeProvider clock) : IRequestHandler<TryPrompt, TriedPrompt?>
{
    /// <summary>A tenant without a page is answered for one of which nothing is known.</summary>
    private static readonly PageId NoPage = PageId.TryParse("none", out var id) ? id : throw new InvalidOperationException();

    public async Task<TriedPrompt?> Handle(TryPrompt request, CancellationToken cancellationToken)
    {
        var draft = PromptTemplate.Parse(request.Text, "The draft");
        var past = request.Question is TrialQuestion.Past asked ? await turns.FindAsync(asked.Conversation, asked.Turn, cancellationToken) : null;
        if (request.Question is TrialQuestion.Past && past is null)
        {
            return null;
        }

        using var seat = await seats.TakeForTrialAsync(cancellationToken);
        long begun = clock.GetTimestamp();
        var answer = request.Question switch
        {
            TrialQuestion.Typed typed => await trial.AnswerAsync(new TrialPage(request.Tenant, PageOf(request.Tenant, typed)), [], [typed.Words], draft, cancellationToken),
            _ => await trial.AnswerAsync(new TrialPage(request.Tenant, past!.Conversation.Page), past.Before, past.Asked, draft, cancellationToken),
        };
        return new TriedPrompt(answer.Text, answer.Basis, clock.GetElapsedTime(begun)) { Named = [.. answer.Named.Select(product => product.Title)] };
    }

    private PageId PageOf(TenantId tenant, TrialQuestion.Typed typed)
    {
        var own = pages.All.Where(page => page.Tenant == tenant).Select(page => page.Page).ToList();
        return typed.Page is { } asked && own.Contains(asked) ? asked : own.FirstOrDefault(NoPage);
    }
}
