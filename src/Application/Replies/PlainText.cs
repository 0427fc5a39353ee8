using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace GptMessenger.Application.Replies;

/// <summary>Turns the Markdown that models write into text for Messenger, which would show the marks.</summary>
internal static partial class PlainText
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).UseAutoLinks().UsePreciseSourceLocation().Build();

    public static string FromMarkdown(string markdown)
    {
        // "[P1]: 19.90" is a price list here, no definition of a link to be taken out.
        markdown = Definition().Replace(markdown, @"${indent}\[");
        var text = new StringBuilder();
        try
        {
            Write(Markdown.Parse(markdown, Pipeline), markdown, text, indent: "");
        }
        catch (ArgumentException)
        {
            // Nested deeper than the parser goes: no Markdown that anybody meant.
            return markdown.Trim();
        }

        return text.ToString().Trim();
    }

    private static void Write(ContainerBlock blocks, string source, StringBuilder text, string indent)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case ListBlock list:
                    WriteList(list, source, text, indent);
                    break;
                case ContainerBlock container:
                    Write(container, source, text, indent);
                    break;
                case LeafBlock { Inline: { } inline }:
                    Write(inline, text);
                    text.Append(block.Parent is ListItemBlock { Parent: ListBlock { IsLoose: false } } ? "\n" : "\n\n");
                    break;
                case HtmlBlock:
                    // The angle brackets of plain talk ("<3 it") are no markup to lose words over.
                    text.Append(source.AsSpan(block.Span.Start, block.Span.Length)).Append("\n\n");
                    break;
                case LeafBlock { Lines.Count: > 0 } code:
                    text.Append(code.Lines.ToString()).Append("\n\n");
                    break;
                default:
                    break;
            }
        }
    }

    private static void WriteList(ListBlock list, string source, StringBuilder text, string indent)
    {
        foreach (var item in list.OfType<ListItemBlock>())
        {
            text.Append(indent).Append(list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{item.Order}{list.OrderedDelimiter} ") : "- ");
            Write(item, source, text, indent + "  ");
            TrimEnd(text).Append('\n');
        }

        text.Append('\n');
    }

    private static void Write(ContainerInline inlines, StringBuilder text)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case LineBreakInline:
                    text.Append('\n');
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case LinkInline { IsAutoLink: false } link:
                    WriteLink(link, text);
                    break;
                case EmphasisInline { DelimiterChar: '*' } product when text.Length > 0 && char.IsAsciiDigit(text[^1]):
                    // "5*3*2" multiplies.
                    text.Append('*', product.DelimiterCount);
                    Write(product, text);
                    text.Append('*', product.DelimiterCount);
                    break;
                case DelimiterInline unmatched:
                    text.Append(unmatched.ToLiteral());
                    Write(unmatched, text);
                    break;
                case ContainerInline container:
                    Write(container, text);
                    break;
                default:
                    break;
            }
        }
    }

    private static void WriteLink(LinkInline link, StringBuilder text)
    {
        int start = text.Length;
        Write(link, text);
        string label = text.ToString(start, text.Length - start);
        if (link.Url is { Length: > 0 } url && url != label)
        {
            text.Append(label.Length == 0 ? url : $" ({url})");
        }
    }

    private static StringBuilder TrimEnd(StringBuilder text)
    {
        while (text.Length > 0 && char.IsWhiteSpace(text[^1]))
        {
            text.Length--;
        }

        return text;
    }

    [GeneratedRegex(@"^(?<indent>[ >*+-]*)\[(?=[^\]\n]+\]:)", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Definition();
}
