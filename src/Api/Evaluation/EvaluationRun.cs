using System.Diagnostics;
using GptMessenger.Api.Settings;
using GptMessenger.Api.Simulator;
using GptMessenger.Application;
using GptMessenger.Application.Evaluation;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure;
using GptMessenger.Infrastructure.Prompts;

namespace GptMessenger.Api.Evaluation;

/// <summary>
/// Runs cases through what finds answers, and through nothing else: there is no engine, no webhook and no Messenger in here, and the shop is a copy.
/// </summary>
internal static class EvaluationRun
{
    private const string TenantPrefix = "PAGE_UUID_";

    /// <returns>The results, in the order of the cases.</returns>
    /// <exception cref="CaseException">A case or an option makes no sense.</exception>
    /// <exception cref="SettingsException">The configuration is wrong.</exception>
    /// <exception cref="PromptException">The prompt is missing or wrong.</exception>
    public static async Task<IReadOnlyList<CaseResult>> RunAsync(EvaluationPlan plan, IConfiguration configuration, bool isDevelopment, CancellationToken cancellationToken)
    {
        var cases = CaseFiles.Read(plan.Folder);
        var (settings, page) = Settings(plan, configuration, isDevelopment);
        using var shop = await EvaluationShop.CopyAsync(settings.Answering, page, plan.Folder, withPrompt: plan.Prompt is null, cancellationToken);
        var answering = settings.Answering with { Spaces = null, Folder = shop.Folder };
        await using var services = Services(plan, settings.Reply, answering);
        services.OpenPrompt();
        var trial = services.GetRequiredService<AnswerTrial>();
        var goods = new Goods(await trial.ProductsAsync(page.Tenant, cancellationToken));
        goods.Check(cases);
        var results = new CaseResult[cases.Count];
        await Parallel.ForAsync(0, cases.Count, new ParallelOptions { MaxDegreeOfParallelism = plan.Parallel, CancellationToken = cancellationToken },
            async (index, token) => results[index] = await RunAsync(cases[index], trial, page, goods, token));
        return results;
    }

    private static async Task<CaseResult> RunAsync(EvaluationCase @case, AnswerTrial trial, TrialPage page, Goods goods, CancellationToken cancellationToken)
    {
        var run = CaseRun.Begin(@case);
        long begin = Stopwatch.GetTimestamp();
        var answer = await trial.AnswerAsync(page, @case.Earlier, @case.Asked, cancellationToken);
        return CaseJudge.Judge(run, answer, goods, Stopwatch.GetElapsedTime(begin));
    }

    private static (AnswerSettings Settings, TrialPage Page) Settings(EvaluationPlan plan, IConfiguration configuration, bool isDevelopment)
    {
        var reader = new SettingsReader(configuration);
        var settings = AnswerSettings.Read(reader);
        reader.ThrowIfWrong();
        if (settings.Answering.GenAi.Key is null && !plan.IsScripted)
        {
            throw new CaseException($"AGENT_API_KEY is not set: there is no model to evaluate. Set it, or try --model {EvaluationPlan.Scripted}.");
        }

        string tenantText = plan.Tenant ?? (isDevelopment ? SimulatorSettings.SampleTenant : throw new CaseException("--tenant is missing: whose shop is it about?"));
        if (!TenantId.TryParse(tenantText, out var tenant))
        {
            throw new CaseException("--tenant should be a tenant id: up to 128 letters, digits, '.', '_' and '-'.");
        }

        string pageText = plan.Page
            ?? (tenant.Value == SimulatorSettings.SampleTenant ? SimulatorSettings.SamplePage : null)
            ?? reader.WithPrefix(TenantPrefix).Where(pair => pair.Value == tenant.Value).Select(pair => pair.Key).Order(StringComparer.Ordinal).FirstOrDefault()
            ?? throw new CaseException($"--page is missing: no {TenantPrefix}<page> names the tenant {tenant}.");
        if (!PageId.TryParse(pageText, out var page))
        {
            throw new CaseException("--page should be a page id: letters, digits, '.', '_' and '-'.");
        }

        var answering = settings.Answering with
        {
            GenAi = plan.Model is null || plan.IsScripted ? settings.Answering.GenAi : settings.Answering.GenAi with { Models = [plan.Model] },
            Prompt = plan.Prompt is null ? settings.Answering.Prompt : new PromptOptions(Path.GetFullPath(plan.Prompt)),
        };
        return (settings with { Answering = answering }, new TrialPage(tenant, page));
    }

    private static ServiceProvider Services(EvaluationPlan plan, ReplyOptions reply, AnsweringOptions answering)
    {
        var services = new ServiceCollection();

        // On the other stream than the results. What the model's drafts are refused for is one of those, and no warning here.
        services.AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error).AddFilter("Polly", LogLevel.None));
        services.AddAnswering(reply, new SpendOptions()).AddAnswering(answering);
        services.AddSingleton<ISpending, Unbilled>();
        if (plan.IsScripted)
        {
            services.AddSingleton(plan.Script).AddSingleton<ILlmClient, Script.ScriptedModel>();
        }

        services.Decorate<ILlmClient, DraftWatch>();
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}

/// <summary>What an evaluation costs is in its result, not on the tenant's bill.</summary>
internal sealed class Unbilled : ISpending
{
    public Task<SpendLimit?> ReserveAsync(PlannedCall call, SpendLimits limits, CancellationToken cancellationToken) => Task.FromResult<SpendLimit?>(null);

    public Task SettleAsync(PlannedCall call, CallCost cost, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ReleaseAsync(PlannedCall call, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<Spent> ReadAsync(TenantId tenant, SpendDay day, CancellationToken cancellationToken) => Task.FromResult(new Spent(0, 0));

    public Task<CountedAnswers?> FindAsync(ConversationId conversation, CancellationToken cancellationToken) => Task.FromResult<CountedAnswers?>(null);

    public Task ForgetAsync(ConversationId conversation, CancellationToken cancellationToken) => Task.CompletedTask;
}
