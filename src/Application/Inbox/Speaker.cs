using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Inbox;

/// <summary>Who said something in a conversation.</summary>
public enum Speaker
{
    Customer,

    /// <summary>This product's own answers.</summary>
    Bot,

    /// <summary>The shop's people: from the page's inbox, or through this product.</summary>
    Person,

    /// <summary>Another app that is connected to the page.</summary>
    OtherApp,
}

internal static class Speakers
{
    /// <summary>
    /// Meta's own inboxes; its documentation prints two numbers for the page's. Source: Messenger Platform, "message_echoes" and "Handover
    /// protocol" (state of 2026-11).
    /// </summary>
    private static readonly string[] InboxApps = ["263902037430900", "26390203743090", "1217981644879628"];

    /// <param name="said">The event.</param>
    /// <param name="appId">Our own app.</param>
    public static Speaker Of(MessengerEvent said, string? appId) => said switch
    {
        { IsFromPage: false } => Speaker.Customer,
        { Metadata: { } metadata } when ReplyPart.IsPersons(metadata) => Speaker.Person,
        { Metadata: { } metadata } when ReplyPart.IsOurs(metadata) => Speaker.Bot,
        { Kind: EventKind.Reply } => Speaker.Bot,
        { AppId: null } => Speaker.Person,
        { AppId: { } app } when app == appId => Speaker.Bot,
        { AppId: { } app } => Array.IndexOf(InboxApps, app) >= 0 ? Speaker.Person : Speaker.OtherApp,
    };
}
