using GptMessenger.Application.Numbers;
using MudBlazor;

namespace GptMessenger.Api.Console.Numbers;

/// <summary>What a chart of the numbers shows.</summary>
/// <param name="Title">In words.</param>
/// <param name="Type">How.</param>
/// <param name="Format">How its values are written.</param>
/// <param name="Lines">What is compared.</param>
public sealed record ChartDrawing(string Title, ChartType Type, ChartFormat Format, IReadOnlyList<ChartLine> Lines);

/// <param name="Name">What it is.</param>
/// <param name="Of">Its value on a day; null: there is none.</param>
public sealed record ChartLine(string Name, Func<PeriodNumbers, double?> Of);

/// <summary>How values are written.</summary>
public enum ChartFormat
{
    Whole,
    Seconds,
    Money,
}
