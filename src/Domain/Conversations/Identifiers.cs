using System.Diagnostics.CodeAnalysis;

namespace GptMessenger.Domain.Conversations;

/// <summary>The owner's account (the seed's <c>user_uuid</c>). One tenant may own several pages.</summary>
public readonly record struct TenantId
{
    private TenantId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out TenantId id) => Identifier.TryParse(text, value => new TenantId(value), out id);

    public override string ToString() => Value;
}

/// <summary>A Facebook page, or an Instagram professional account.</summary>
public readonly record struct PageId
{
    private PageId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out PageId id) => Identifier.TryParse(text, value => new PageId(value), out id);

    public override string ToString() => Value;
}

/// <summary>A customer as one page knows them: the page-scoped id (PSID).</summary>
public readonly record struct SenderId
{
    private SenderId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out SenderId id) => Identifier.TryParse(text, value => new SenderId(value), out id);

    public override string ToString() => Value;
}

/// <summary>A Meta account that logged in to connect pages, as this app knows it: the app-scoped id (ASID). Never a customer.</summary>
public readonly record struct PersonId
{
    private PersonId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out PersonId id) => Identifier.TryParse(text, value => new PersonId(value), out id);

    public override string ToString() => Value;
}

/// <summary>What an id from the outside must look like before it may become a part of a key or a path.</summary>
internal static class Identifier
{
    private const int MaxLength = 128;

    public static bool TryParse<T>([NotNullWhen(true)] string? text, Func<string, T> wrap, out T id)
        where T : struct
    {
        id = default;
        if (text is null or "." or ".." || text.Length is 0 or > MaxLength || !text.All(IsAllowed))
        {
            return false;
        }

        id = wrap(text);
        return true;
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
