using System.Globalization;
using System.Text;
using FluentValidation;
using GptMessenger.Api.Console.SignIn;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Numbers;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using MediatR;

namespace GptMessenger.Api.Console.Numbers;

/// <summary>The numbers as a file for a spreadsheet: a line for each day, and for each model that was asked on it.</summary>
internal static class NumbersDownload
{
    private const string Path = "/numbers/download";

    private static readonly string[] Reasons = [.. Enum.GetNames<OfflineReason>(), "Other"];

    public static void MapNumbersDownload(this IEndpointRouteBuilder console) => console.MapGet(Path, DownloadAsync).RequireAuthorization();

    private static async Task<IResult> DownloadAsync(string? from, string? to, string? page, HttpContext context, ISender sender)
    {
        if (!IsDay(from, out var first) || !IsDay(to, out var last) || !IsPage(page, out var one))
        {
            return FormFilter.Told("Not like that", "Days are written like 2026-11-27. Open the numbers again.", StatusCodes.Status400BadRequest);
        }

        try
        {
            var report = await sender.Send(new ReadNumbers(ConsoleUser.Of(context.User)!.Tenant, first, last, one), context.RequestAborted);
            return Results.File(Encoding.UTF8.GetBytes(Written(report)), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"numbers-{report.From:yyyy-MM-dd}-{report.To:yyyy-MM-dd}.csv"));
        }
        catch (ValidationException e)
        {
            return FormFilter.Told("Not like that", string.Join(' ', e.Errors.Select(error => error.ErrorMessage)), StatusCodes.Status400BadRequest);
        }
        catch (StoreUnavailableException)
        {
            return FormFilter.Told("Not now", "The numbers cannot be read at the moment. Try again.", StatusCodes.Status503ServiceUnavailable);
        }
    }

    internal static string Written(NumbersReport report)
    {
        var lines = new StringBuilder();
        Add(["day", "conversations", "messages", "answers", "median_seconds", "p95_seconds", "left_to_person", "refused_drafts", "dead_letters", .. Reasons.Select(reason => $"offline_{reason}"), "model", "tokens_in", "tokens_out", "cost", "currency"]);
        foreach (var (day, numbers) in report.Days)
        {
            string[] figures =
            [
                Text(day), Text(numbers.Conversations), Text(numbers.Messages), Text(numbers.Answers), Text(numbers.MedianSeconds), Text(numbers.P95Seconds), Text(numbers.LeftToPerson),
                Text(numbers.RefusedDrafts), Text(numbers.DeadLetters), .. Reasons.Select(reason => Text(numbers.Offline.GetValueOrDefault(reason))),
            ];
            if (numbers.Models.Count == 0)
            {
                Add([.. figures, "", "0", "0", "", ""]);
            }

            for (int i = 0; i < numbers.Models.Count; i++)
            {
                // The day's figures stand in its first line only, so that a column can be added up.
                string[] before = i == 0 ? figures : [figures[0], .. figures.Skip(1).Select(_ => "")];
                var model = numbers.Models[i];
                Add([.. before, model.Model, Text(model.Input), Text(model.Output), string.Join(" + ", model.Costs.Select(cost => Text(cost.Amount))), string.Join(" + ", model.Costs.Select(cost => cost.Currency))]);
            }
        }

        return lines.ToString();

        void Add(IEnumerable<string> fields) => lines.AppendJoin(',', fields.Select(Field)).Append("\r\n");
    }

    /// <summary>Quoted where it must be, and never a formula.</summary>
    private static string Field(string text)
    {
        string harmless = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;
        return harmless.AsSpan().ContainsAny(",\"\r\n") ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }

    private static string Text(IFormattable? value) => value?.ToString(value is DateOnly ? "yyyy-MM-dd" : value is double ? "0.0##" : null, CultureInfo.InvariantCulture) ?? "";

    private static bool IsDay(string? text, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return string.IsNullOrEmpty(text) || day is not null;
    }

    private static bool IsPage(string? text, out PageId? page)
    {
        page = PageId.TryParse(text, out var read) ? read : null;
        return string.IsNullOrEmpty(text) || page is not null;
    }
}
