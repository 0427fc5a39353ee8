using System.Net;
using GptMessenger.Application.Replies;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>
/// What Graph's errors mean for a send. Source: Meta's error codes page (2026-06-25), rate limiting page (2026-03-23) and public clients.
/// Meta decides by code and subcode; the same code comes with different statuses.
/// </summary>
internal static class GraphErrors
{
    public static SendVerdict Classify(HttpStatusCode status, int? code, int? subcode, string? message) => (code, subcode) switch
    {
        (null, _) => WithoutError(status),

        // May have been sent: Meta notes for 1357046 that all messages were. 10900: this was answered already.
        (2, 2018344) => SendVerdict.Refused,
        (-1 or 1 or 2 or 1200 or 10900, _) => SendVerdict.InDoubt,

        (613, 2018338) => SendVerdict.PersonUnreachable,
        (4 or 9 or 17 or 32 or 341 or 613 or (>= 80000 and <= 80014), _) => SendVerdict.Wait,

        (10, 2018278 or 2018065 or 2534022) => SendVerdict.WindowClosed,
        (10, 2018108 or 2018336) => SendVerdict.PersonUnreachable,
        (10, 1893063) => SendVerdict.PageStopped,
        (_, 2018300 or 2018321) or (2018300 or 2018321, _) => SendVerdict.ThreadTaken,
        (10, _) => SendVerdict.Reauthorize,

        (100, 2018001 or 2534014) => SendVerdict.PersonUnreachable,
        (100, 2534029) => SendVerdict.PageStopped,
        (100, 2534037) => SendVerdict.ThreadTaken,
        (100, _) when message?.Contains("Invalid fbid", StringComparison.OrdinalIgnoreCase) == true => SendVerdict.PersonUnreachable,

        (102 or 190, _) => SendVerdict.Reauthorize,

        (200, 1545041) or (551, _) => SendVerdict.PersonUnreachable,
        (200, 2534041) => SendVerdict.Reauthorize,

        (368 or 2022, _) => SendVerdict.PageStopped,
        (100 or 200 or 230 or 10303 or 36000 or 9000001, _) => SendVerdict.Refused,

        // Nobody has said what it means, and a server that failed may have failed after it had sent.
        _ => (int)status >= 500 ? SendVerdict.InDoubt : SendVerdict.Refused,
    };

    /// <summary>Of any call, and whatever it may do: another token is needed. A missing permission (10) may be missing for this call only.</summary>
    public static bool IsTokenDead(int? code) => code is 102 or 190;

    /// <summary>Of a call that reads: it may be Graph's word for a field that it does not know.</summary>
    public static bool MayBeAboutFields(int? code) => code == 100;

    /// <summary>A limit that the app has used up, for all its pages together.</summary>
    public static bool IsForAllPages(int? code) => code is 4 or 341;

    private static SendVerdict WithoutError(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => SendVerdict.Wait,
        HttpStatusCode.RequestTimeout => SendVerdict.InDoubt,
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.InternalServerError => SendVerdict.Refused,
        _ => SendVerdict.InDoubt,
    };
}
