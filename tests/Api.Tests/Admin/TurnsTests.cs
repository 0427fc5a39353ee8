using System.Net;
using System.Text.Json;
using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;
using Microsoft.AspNetCore.Http;

namespace GptMessenger.Api.Tests.Admin;

[Collection(RunningProductTests.Name)]
public sealed class TurnsTests(RunningProduct running)
{
    private readonly Administrator _admin = new(running.Product);

    [Fact]
    public async Task AnsweredTurn_IsListed()
    {
        var customer = running.NewCustomer();
        await customer.AskAsync("Do you have red shoes?");

        var turn = (await _admin.TurnsAsync("answered", customer)).Should().ContainSingle().Subject;

        turn.EnumerateObject().Select(member => member.Name).Should().Equal(
            "id", "state", "reason", "tenant", "channel", "page", "sender", "openedAt", "endedAt", "retriedAt", "notBefore", "failures", "parts");
        turn.GetProperty("state").GetString().Should().Be("answered");
        turn.GetProperty("tenant").GetString().Should().Be(Product.Tenant);
        turn.GetProperty("channel").GetString().Should().Be("facebook");
        turn.GetProperty("page").GetString().Should().Be(Product.Page);
        turn.GetProperty("endedAt").GetDateTimeOffset().Should().BeOnOrAfter(turn.GetProperty("openedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task AnsweredTurn_CanBeExplained()
    {
        var customer = running.NewCustomer();
        await customer.AskAsync("Do you have red shoes?");
        string id = (await _admin.TurnsAsync("answered", customer))[0].GetProperty("id").GetString()!;

        var explained = await _admin.ReadAsync($"/admin/turns/{id}");

        explained.GetProperty("turn").GetProperty("id").GetString().Should().Be(id);
        explained.GetProperty("basis").GetProperty("source").GetString().Should().Be("model");
        explained.GetProperty("basis").GetProperty("promptVersion").GetString().Should().NotBeNullOrEmpty();
        using var nothing = await _admin.SendAsync(HttpMethod.Get, "/admin/turns/none");
        await nothing.ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task OpenTurn_IsListedUntilItHasEnded()
    {
        var (customer, answer, model) = (running.NewCustomer(), new TaskCompletionSource<string>(), running.Outside.Model);
        running.Outside.Model = prompt => prompt.Contains("a slow question", StringComparison.Ordinal) ? answer.Task : model(prompt);
        await customer.WriteAsync("a slow question");

        (await _admin.TurnsAsync("open", customer)).Should().ContainSingle().Which.GetProperty("endedAt").ValueKind.Should().Be(JsonValueKind.Null);
        answer.SetResult("a slow answer");
        await _admin.TurnsAsync("answered", customer);

        (await _admin.TurnsAsync("open", customer, count: 0)).Should().BeEmpty();
    }

    [Fact]
    public async Task DeadLetter_IsListedKeptAndAnsweredWhenRetried()
    {
        var customer = running.NewCustomer(running.NewPage());
        bool isBroken = true;
        var before = running.Outside.BeforeSend;
        running.Outside.BeforeSend = async (send, context) => send.Page == customer.Page && isBroken
            ? Results.Json(new { error = new { message = "Unsupported post request.", type = "GraphMethodException", code = 100, fbtrace_id = "t" } }, statusCode: 400)
            : await before(send, context);
        await customer.WriteAsync("Hello?");

        var dead = (await _admin.TurnsAsync("dead-letter", customer)).Should().ContainSingle().Subject;
        string id = dead.GetProperty("id").GetString()!;
        dead.GetProperty("reason").GetString().Should().Contain("Unsupported post request.");
        dead.GetProperty("parts")[0].GetProperty("text").GetString().Should().Contain("Hello?");
        string letter = Path.Combine(running.Product.PageFolder(customer.Page), "dead_letters", customer.Id, $"{id}.json");
        (await Product.FileAsync(letter)).Should().Contain("Unsupported post request.");

        isBroken = false;
        using var retried = await _admin.PostAsync($"/admin/turns/{id}/retry");
        (await Administrator.JsonAsync(retried, HttpStatusCode.Accepted)).GetProperty("id").GetString().Should().Be(id);

        (await running.Outside.SentToAsync(customer.Id, 1)).Should().ContainSingle().Which.Text.Should().EndWith("You said: Hello?");
        string activity = Path.Combine(running.Product.PageFolder(customer.Page), "..", "..", "audit");
        string entry = Directory.EnumerateFiles(activity, "*", SearchOption.AllDirectories).Should().ContainSingle(file => file.Contains(customer.Id)).Subject;
        (await Product.FileAsync(entry)).Should().Contain("tried a dead letter again");
        var answered = (await _admin.TurnsAsync("answered", customer)).Should().ContainSingle().Subject;
        answered.GetProperty("id").GetString().Should().Be(id);
        answered.GetProperty("openedAt").GetString().Should().Be(dead.GetProperty("openedAt").GetString());
        answered.GetProperty("retriedAt").ValueKind.Should().Be(JsonValueKind.String);
        File.Exists(letter).Should().BeFalse();
        customer.Stored().Should().HaveCount(2);
        using var again = await _admin.PostAsync($"/admin/turns/{id}/retry");
        await again.ShouldBeProblemAsync(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("dead-letter")]
    [InlineData("dead_letter")]
    [InlineData("DeadLetter")]
    [InlineData("deadletter")]
    [InlineData("handed-over")]
    [InlineData("HandedOver")]
    [InlineData("OPEN")]
    [InlineData("skipped")]
    public async Task AnySpellingOfAState_IsUnderstood(string state) =>
        (await _admin.ReadAsync($"/admin/turns?state={state}&limit=1")).TryGetProperty("next", out _).Should().BeTrue();

    [Fact]
    public async Task Pages_HoldEveryTurnOnce()
    {
        var customers = Enumerable.Range(0, 5).Select(_ => running.NewCustomer()).ToList();
        await Task.WhenAll(customers.Select(customer => customer.AskAsync("Hello")));
        await Task.WhenAll(customers.Select(customer => _admin.TurnsAsync("answered", customer)));

        var seen = new List<string>();
        string next = "";
        do
        {
            var page = await _admin.ReadAsync($"/admin/turns?state=answered&limit=2&tenant={Product.Tenant}{next}");
            seen.AddRange(page.GetProperty("turns").EnumerateArray().Select(turn => turn.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString() is { } before ? $"&before={before}" : "";
        }
        while (next.Length > 0);

        seen.Should().OnlyHaveUniqueItems().And.HaveCountGreaterThanOrEqualTo(5);
        (await _admin.ReadAsync("/admin/turns?state=answered&tenant=nobody")).GetProperty("turns").GetArrayLength().Should().Be(0);
    }

    [Theory]
    [InlineData("state=lost", "answered, handed-over, skipped, dead-letter")]
    [InlineData("limit=0", "1 to 500")]
    [InlineData("limit=many", "whole number")]
    [InlineData("tenant=..", "letters")]
    [InlineData("before=soon", "2026-11-22T18:00:00.000Z")]
    public async Task WhatMakesNoSense_IsSaidSo(string query, string help)
    {
        using var response = await _admin.SendAsync(HttpMethod.Get, $"/admin/turns?{query}");

        (await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest)).Should().Contain(help);
    }

    [Fact]
    public async Task UnknownTurn_IsNotFound_AndABadIdIsRefused()
    {
        using var unknown = await _admin.PostAsync("/admin/turns/0123456789abcdef/retry");
        await unknown.ShouldBeProblemAsync(HttpStatusCode.NotFound);
        using var bad = await _admin.PostAsync("/admin/turns/..%2Fx/retry");
        await bad.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task AnsweredTurn_IsNotRetried()
    {
        var customer = running.NewCustomer();
        await customer.AskAsync("Hello");
        string id = (await _admin.TurnsAsync("answered", customer))[0].GetProperty("id").GetString()!;

        using var response = await _admin.PostAsync($"/admin/turns/{id}/retry");

        (await response.ShouldBeProblemAsync(HttpStatusCode.Conflict)).Should().Contain("no dead letter");
    }
}
