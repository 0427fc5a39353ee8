using System.Text.Json;
using CsCheck;

namespace GptMessenger.Application.Tests;

/// <summary>Anything that JSON can be.</summary>
internal static class Arbitrary
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf("\"\"", """ "\ud83d" """.Trim(), """ "\ude00 x \\ud83d" """.Trim(), """ "\u00e4\/\n" """.Trim(), "\"900\"", "\"m_1\"", "\"größe 👍\"", "\"{shopify_products}\""),
        Gen.String[0, 12].Select(text => JsonSerializer.Serialize(text)));

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Text,
        Gen.OneOf("null", "true", "false", "0", "-1", "1.50", "1E400", "-0.0", "12345678901234567890123"),
        Gen.Long.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.OneOf("\"id\"", "\"mid\"", "\"text\"", "\"message\"", "\"sender\"", "\"unknown_field\"", "\"attachments\"", "\"payload\"", "\"is_echo\"", "\"\\ud800\""), Text);

    public static Gen<string> Object { get; } = ObjectOf(Value(3));

    public static Gen<string> Json { get; } = Value(3);

    private static Gen<string> Value(int depth) => depth == 0 ? Scalar : Gen.OneOf(Scalar, ObjectOf(Value(depth - 1)), ArrayOf(Value(depth - 1)));

    private static Gen<string> ObjectOf(Gen<string> value) =>
        Gen.Select(Name, Space, value).Array[0, 4].Select(members => $"{{{string.Join(',', members.Select(member => $"{member.Item2}{member.Item1}:{member.Item2}{member.Item3}"))}}}");

    private static Gen<string> ArrayOf(Gen<string> value) => value.Array[0, 4].Select(items => $"[{string.Join(", ", items)}]");

    private static Gen<string> Space => Gen.OneOf("", " ", "\n    ", "\t");
}
