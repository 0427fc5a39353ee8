using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using GptMessenger.Api.Evaluation.Script;
using GptMessenger.Api.Settings;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;

namespace GptMessenger.Api.Evaluation;

/// <summary><c>eval &lt;folder&gt;</c>: how good the answers are, as a table, as JSON, and as an exit code.</summary>
internal sealed class EvaluationCommand
{
    public const string Name = "eval";

    public const int Passed = 0;

    public const int ThresholdsMissed = 1;

    /// <summary>The command line, the configuration or a case makes no sense, or the store is away: nothing was measured.</summary>
    public const int Unusable = 2;

    /// <summary>As shells count an end by Ctrl+C.</summary>
    public const int Stopped = 130;

    private readonly Argument<string> _folder = new("folder") { Description = "The folder with the cases, as JSON files." };
    private readonly Option<string?> _tenant = new("--tenant") { Description = "Whose shop. Default: the sample shop, in Development." };
    private readonly Option<string?> _page = new("--page") { Description = "Which page of the tenant. Default: its first that is configured." };
    private readonly Option<string?> _prompt = new("--prompt") { Description = "Another prompt's file." };
    private readonly Option<string?> _model = new("--model") { Description = $"Another model of the configured endpoint, or '{EvaluationPlan.Scripted}': one that lies on purpose." };
    private readonly Option<string> _out = new("--out") { Description = "Where the JSON goes.", DefaultValueFactory = _ => "eval-result.json" };
    private readonly Option<int> _parallel = Whole("--parallel", "How many cases run at once.", 4, least: 1);
    private readonly Option<double> _minProducts = Share("--min-products", "Share of the expected products that the model must be shown.", new Thresholds().MinProducts);
    private readonly Option<int> _maxUnsupported = Whole("--max-unsupported", "Unsupported claims that customers may read.", new Thresholds().MaxUnsupported);
    private readonly Option<double> _maxFalseRefusals = Share("--max-false-refusals", "Share of the questions that may be refused without need.", new Thresholds().MaxFalseRefusals);
    private readonly Option<double> _minPassed = Share("--min-passed", "Share of the cases that must pass.", new Thresholds().MinPassed);
    private readonly Option<double> _maxUnanswered = Share("--max-unanswered", "Share of the cases that the model may leave without an answer.", new Thresholds().MaxUnanswered);
    private readonly Option<int> _seed = Whole("--seed", "Of the scripted model: another one tells other lies.", 1);
    private readonly Option<LieMode> _lies = new("--lies") { Description = "Of the scripted model: when it lies.", DefaultValueFactory = _ => LieMode.Traps };

    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken) =>
        new EvaluationCommand().InvokeAsync(args, output, error, cancellationToken);

    private async Task<int> InvokeAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var command = new Command(Name, "Runs conversations from files against the model and says how good the answers are. Nothing is sent, nothing is stored.")
        {
            _folder, _tenant, _page, _prompt, _model, _out, _parallel, _minProducts, _maxUnsupported, _maxFalseRefusals, _minPassed, _maxUnanswered, _seed, _lies,
        };
        command.SetAction((parsed, token) => EvaluateAsync(Plan(parsed), output, error, token));
        var root = new RootCommand("GPT Messenger. Without a command it serves.") { command };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var mistake in parsed.Errors)
            {
                await error.WriteLineAsync(mistake.Message);
            }

            await error.WriteLineAsync($"'{Name} --help' says what there is.");
            return Unusable;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }, cancellationToken);
    }

    private EvaluationPlan Plan(ParseResult parsed) => new()
    {
        Folder = parsed.GetRequiredValue(_folder),
        Tenant = parsed.GetValue(_tenant),
        Page = parsed.GetValue(_page),
        Prompt = parsed.GetValue(_prompt),
        Model = parsed.GetValue(_model),
        Out = parsed.GetRequiredValue(_out),
        Parallel = parsed.GetValue(_parallel),
        Script = new ScriptOptions(parsed.GetValue(_seed), parsed.GetValue(_lies)),
        Thresholds = new Thresholds
        {
            MinProducts = parsed.GetValue(_minProducts),
            MaxUnsupported = parsed.GetValue(_maxUnsupported),
            MaxFalseRefusals = parsed.GetValue(_maxFalseRefusals),
            MinPassed = parsed.GetValue(_minPassed),
            MaxUnanswered = parsed.GetValue(_maxUnanswered),
        },
    };

    private static async Task<int> EvaluateAsync(EvaluationPlan plan, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            // The files of a host, without one.
            var host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
            {
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"),
            });
            host.Configuration.AddDotEnv(Directory.GetCurrentDirectory());
            var results = await EvaluationRun.RunAsync(plan, host.Configuration, host.Environment.IsDevelopment(), cancellationToken);
            return await TellAsync(plan, results, output, error, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync("Stopped: nothing was written.");
            return Stopped;
        }
        catch (Exception e) when (e is CaseException or SettingsException or PromptException or StoreUnavailableException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e.Message);
            return Unusable;
        }
    }

    private static async Task<int> TellAsync(EvaluationPlan plan, IReadOnlyList<CaseResult> results, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var sums = new EvaluationSums(results);
        List<string> missed = [.. plan.Thresholds.MissedBy(sums)];
        await ResultFile.WriteAsync(plan.Out, results, sums, missed, cancellationToken);
        await output.WriteAsync(ResultTable.Of(results, sums));
        await output.WriteLineAsync($"{"written to",-20}{plan.Out}");
        foreach (string line in missed)
        {
            await error.WriteLineAsync($"Missed: {line}");
        }

        return missed.Count == 0 ? Passed : ThresholdsMissed;
    }

    private static Option<int> Whole(string name, string description, int fallback, int least = 0)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => fallback };
        option.Validators.Add(result => Check(result, result.GetValueOrDefault<int>() >= least, string.Create(CultureInfo.InvariantCulture, $"{name} should be a whole number of at least {least}.")));
        return option;
    }

    private static Option<double> Share(string name, string description, double fallback)
    {
        // Not by the machine's culture: 0.9 is 0.9 everywhere.
        var option = new Option<double>(name)
        {
            Description = description,
            DefaultValueFactory = _ => fallback,
            CustomParser = result => double.TryParse(result.Tokens is [var only] ? only.Value : "", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share <= 1
                ? share
                : Wrong(result, $"{name} should be a number from 0 to 1, such as 0.9."),
        };
        return option;
    }

    private static double Wrong(ArgumentResult result, string message)
    {
        result.AddError(message);
        return 0;
    }

    private static void Check(SymbolResult result, bool isRight, string message)
    {
        if (!isRight)
        {
            result.AddError(message);
        }
    }
}
