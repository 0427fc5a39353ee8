using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using GptMessenger.Application.Shops;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>
/// What "Products, Export" in Shopify's admin gives: a line for each form of a product and for each further picture, held together by the handle;
/// what is said of the product stands in its first line. Written as the REST shape, so that one reader understands both.
/// Source: help.shopify.com, "Using CSV files to import and export products"; the column names of before and after the change of 2025.
/// </summary>
internal static class ShopifyCsv
{
    private const int MaxOptions = 3;

    private static readonly CsvConfiguration Reading = new(CultureInfo.InvariantCulture)
    {
        PrepareHeaderForMatch = header => header.Header.Trim().ToUpperInvariant(),
        HeaderValidated = null,
        MissingFieldFound = null,
        DetectDelimiter = true,
        DetectDelimiterValues = [",", ";", "\t"],
    };

    /// <exception cref="UnusableProductsException">It is no such file.</exception>
    public static async Task ToJsonAsync(Stream csv, Stream json, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(csv, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        using var lines = new CsvReader(text, Reading);
        await using var writer = new Utf8JsonWriter(json);
        try
        {
            if (!await lines.ReadAsync() || !lines.ReadHeader() || Handle(lines, isHeader: true) is null)
            {
                throw new UnusableProductsException("The first line should name the columns, 'Handle' (or 'URL handle') and 'Title' among them. Nothing was replaced.");
            }

            writer.WriteStartArray();
            List<Line> product = [];
            while (await lines.ReadAsync())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var line = new Line(lines, Handle(lines, isHeader: false));
                if (product.Count > 0 && line.Handle != product[0].Handle)
                {
                    Write(writer, product);
                    product.Clear();
                }

                if (line.Handle.Length > 0)
                {
                    product.Add(line);
                }

                if (writer.BytesPending > 64 * 1024)
                {
                    await writer.FlushAsync(cancellationToken);
                }
            }

            if (product.Count > 0)
            {
                Write(writer, product);
            }

            writer.WriteEndArray();
            await writer.FlushAsync(cancellationToken);
        }
        catch (CsvHelperException e)
        {
            throw new UnusableProductsException($"The file cannot be read as CSV: line {e.Context?.Parser?.RawRow} is not as a spreadsheet writes it. Nothing was replaced.", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new UnusableProductsException("The file is not in UTF-8, which Shopify exports: save it as 'CSV UTF-8'. Nothing was replaced.", e);
        }
    }

    private static string? Handle(CsvReader lines, bool isHeader)
    {
        string[] names = ["HANDLE", "URL HANDLE"];
        return isHeader ? lines.HeaderRecord!.Select(name => name.Trim().ToUpperInvariant()).FirstOrDefault(names.Contains) : Line.Field(lines, names);
    }

    private static void Write(Utf8JsonWriter json, List<Line> lines)
    {
        var first = lines[0];
        json.WriteStartObject();
        json.WriteString("handle", first.Handle);
        json.WriteString("title", first.Title);
        json.WriteString("body_html", first.Description);
        json.WriteString("vendor", first.Vendor);
        json.WriteString("product_type", first.Type);
        json.WriteString("tags", first.Tags);
        if (first.Status.Length > 0)
        {
            json.WriteString("status", first.Status);
        }

        if (first.IsPublished == false)
        {
            json.WriteNull("published_at");
        }

        json.WriteStartArray("options");
        foreach (var option in first.Options.Where(option => option.Name.Length > 0))
        {
            json.WriteStartObject();
            json.WriteString("name", option.Name);
            json.WriteStartArray("values");
            foreach (string value in lines.Select(line => line.Options[option.Index].Value).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal))
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("variants");
        foreach (var line in lines.Where(line => line.Price.Length > 0 || line.Options.Any(option => option.Value.Length > 0)))
        {
            Write(json, line);
        }

        json.WriteEndArray();
        json.WriteStartArray("images");
        foreach (string image in lines.Select(line => line.Image).Where(image => image.Length > 0).Distinct(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("src", image);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Line variant)
    {
        json.WriteStartObject();
        json.WriteString("title", string.Join(" / ", variant.Options.Select(option => option.Value).Where(value => value.Length > 0)));
        json.WriteString("price", variant.Price);
        json.WriteString("compare_at_price", variant.Before);
        json.WriteString("sku", variant.Sku);
        json.WriteString("inventory_policy", variant.MaySellMore ? "continue" : "deny");
        if (decimal.TryParse(variant.Stock, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal stock))
        {
            json.WriteNumber("inventory_quantity", stock);
        }

        if (!variant.IsCounted)
        {
            json.WriteNull("inventory_management");
        }

        json.WriteEndObject();
    }

    /// <summary>What a line says, whichever of its names a column has. Empty: nothing.</summary>
    private sealed class Line(CsvReader lines, string? handle)
    {
        public string Handle { get; } = handle ?? "";

        public string Title { get; } = Of(lines, "TITLE");

        public string Description { get; } = Of(lines, "BODY (HTML)", "DESCRIPTION");

        public string Vendor { get; } = Of(lines, "VENDOR");

        public string Type { get; } = Of(lines, "TYPE");

        public string Tags { get; } = Of(lines, "TAGS");

        public string Status { get; } = Of(lines, "STATUS");

        public bool? IsPublished { get; } = bool.TryParse(Of(lines, "PUBLISHED", "PUBLISHED ON ONLINE STORE"), out bool flag) ? flag : null;

        public IReadOnlyList<(int Index, string Name, string Value)> Options { get; } =
            [.. Enumerable.Range(1, MaxOptions).Select(number => (number - 1, Of(lines, $"OPTION{number} NAME"), OptionValue(Of(lines, $"OPTION{number} VALUE"))))];

        public string Sku { get; } = Of(lines, "VARIANT SKU", "SKU");

        public string Price { get; } = Of(lines, "VARIANT PRICE", "PRICE");

        public string Before { get; } = Of(lines, "VARIANT COMPARE AT PRICE", "COMPARE-AT PRICE");

        public string Stock { get; } = Of(lines, "VARIANT INVENTORY QTY", "INVENTORY QUANTITY");

        public bool MaySellMore { get; } = Of(lines, "VARIANT INVENTORY POLICY", "CONTINUE SELLING WHEN OUT OF STOCK").ToUpperInvariant() is "CONTINUE" or "TRUE";

        public bool IsCounted { get; } = Of(lines, "VARIANT INVENTORY TRACKER", "INVENTORY TRACKER").Length > 0;

        public string Image { get; } = Of(lines, "IMAGE SRC", "PRODUCT IMAGE URL");

        public static string? Field(CsvReader lines, params ReadOnlySpan<string> names)
        {
            foreach (string name in names)
            {
                if (lines.TryGetField(name, out string? value) && value?.Trim() is { Length: > 0 } text)
                {
                    return text;
                }
            }

            return null;
        }

        private static string Of(CsvReader lines, params ReadOnlySpan<string> names) => Field(lines, names) ?? "";

        // What Shopify calls the only form of a product that has no options.
        private static string OptionValue(string value) => value == "Default Title" ? "" : value;
    }
}
