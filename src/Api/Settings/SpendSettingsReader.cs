using GptMessenger.Application.Spending;
using GptMessenger.Infrastructure.GenAi;

namespace GptMessenger.Api.Settings;

/// <summary>The part of the configuration contract that is about money.</summary>
internal static class SpendSettingsReader
{
    private const string Input = "GENAI_PRICE_INPUT";
    private const string Output = "GENAI_PRICE_OUTPUT";
    private const string Currency = "GENAI_CURRENCY";

    public static SpendOptions Read(SettingsReader reader, GenAiOptions genAi) => new()
    {
        Defaults = new SpendLimits(
            reader.Amount("SPEND_CAP_DAY"), reader.Amount("SPEND_CAP_MONTH"),
            reader.Text("ANSWERS_PER_CUSTOMER_HOUR") is null ? null : reader.Number("ANSWERS_PER_CUSTOMER_HOUR", 0, 0, 1000)),
        Prices = Prices(reader, genAi.Models),
        MaxAnswerTokens = genAi.MaxTokens,
        LongestCall = genAi.Timeout,
    };

    private static ModelPrices Prices(SettingsReader reader, IReadOnlyList<string> models)
    {
        var (input, output) = (List(reader, Input, models.Count), List(reader, Output, models.Count));
        if (input is null || output is null)
        {
            if (input is not null || output is not null)
            {
                reader.Wrong(input is null ? Input : Output, "is missing. Both prices are needed, or none.");
            }

            return ModelPrices.Unknown;
        }

        string currency = reader.Text(Currency) ?? ModelPrices.Unknown.Currency;
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
        {
            reader.Wrong(Currency, "should be a currency of three capital letters such as USD.");
        }

        return new ModelPrices(currency, models.Distinct().ToDictionary(model => model, model => new ModelPrice(input[IndexOf(models, model)], output[IndexOf(models, model)])));
    }

    /// <summary>One for each model in the order of GENAI_MODEL, or one for all of them.</summary>
    private static decimal[]? List(SettingsReader reader, string name, int models)
    {
        if (reader.Text(name) is not { } text)
        {
            return null;
        }

        var prices = text.Split(',', StringSplitOptions.TrimEntries).Select(SettingsReader.AmountIn).ToList();
        if (prices.Contains(null) || (prices.Count != 1 && prices.Count != models))
        {
            reader.Wrong(name, "should be the price of a million tokens such as 0.65, one for all models or one for each in the order of GENAI_MODEL, separated by commas.");
            return [.. Enumerable.Repeat(0m, models)];
        }

        return prices.Count == 1 ? [.. Enumerable.Repeat(prices[0]!.Value, models)] : [.. prices.Select(price => price!.Value)];
    }

    private static int IndexOf(IReadOnlyList<string> models, string model)
    {
        int index = 0;
        while (models[index] != model)
        {
            index++;
        }

        return index;
    }
}
