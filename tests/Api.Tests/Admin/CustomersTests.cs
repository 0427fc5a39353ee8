using System.Net;
using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Admin;

[Collection(RunningProductTests.Name)]
public sealed class CustomersTests(RunningProduct running)
{
    private const string Secret = "my knee hurts since Gdansk";

    private readonly Administrator _admin = new(running.Product);

    [Fact]
    public async Task ErasedCustomer_LeavesNoTrace_AndTheExportHadEverything()
    {
        var (customer, other) = (running.NewCustomer(), running.NewCustomer());
        await customer.AskAsync($"Shoes please, {Secret}.");
        await other.AskAsync("Do you have red shoes?");
        using var paused = await _admin.PostAsync($"{Administrator.Conversation(customer)}/pause?minutes=30");
        await customer.WriteAsync($"Are you there? As I said, {Secret}.");
        await _admin.TurnsAsync("handed-over", customer);
        (await TracesAsync(customer.Id)).Should().NotBeEmpty();
        (await TracesAsync(Secret)).Should().NotBeEmpty();

        var export = await _admin.ReadAsync($"{Administrator.Conversation(customer)}/export");
        using var erased = await _admin.SendAsync(HttpMethod.Delete, Administrator.Conversation(customer));
        int removed = (await Administrator.JsonAsync(erased, HttpStatusCode.OK)).GetProperty("removed").GetInt32();

        (await TracesAsync(customer.Id)).Should().BeEmpty();
        (await TracesAsync(Secret)).Should().BeEmpty();
        var files = export.GetProperty("files").EnumerateArray().ToList();
        files.Select(file => file.GetProperty("key").GetString()!.Split('/')[4]).Should().Contain(["conversations", "bot_paused", "answers"]);
        files.Single(file => file.GetProperty("key").GetString()!.Contains("conversations", StringComparison.Ordinal)).GetProperty("content").GetArrayLength().Should().BeGreaterThanOrEqualTo(3);
        export.GetProperty("turns").EnumerateArray().Select(turn => turn.GetProperty("state").GetString()).Should().Equal("answered", "handed-over");
        export.GetProperty("inbox").GetProperty("conversation").GetString().Should().EndWith(customer.Id);
        removed.Should().Be(files.Count + 2 + 1 + 1, "there were two turns, the inbox showed it, and the export was written down");
        (await TracesAsync(other.Id)).Should().NotBeEmpty();
        using var nothing = await _admin.SendAsync(HttpMethod.Get, $"{Administrator.Conversation(customer)}/export");
        await nothing.ShouldBeProblemAsync(HttpStatusCode.NotFound);
        (await TracesAsync(customer.Id)).Should().BeEmpty("asking for somebody who is forgotten is written down without a name");

        // A new customer, to whom nobody owes silence.
        (await customer.AskAsync("Do you have blue shoes?")).Text.Should().Contain("blue shoes");
        customer.Stored().Should().HaveCountLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task CustomerErasedWhileTheModelThinks_IsNotAnswered_AndNotRememberedByALateEcho()
    {
        var (customer, answer, model, asked) = (running.NewCustomer(), new TaskCompletionSource<string>(), running.Outside.Model, new TaskCompletionSource());
        running.Outside.Model = prompt =>
        {
            if (!prompt.Contains("an erased question", StringComparison.Ordinal))
            {
                return model(prompt);
            }

            asked.TrySetResult();
            return answer.Task;
        };
        await customer.WriteAsync("an erased question");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20));

        using var erased = await _admin.SendAsync(HttpMethod.Delete, Administrator.Conversation(customer));
        erased.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.SetResult("too late");
        await running.PostAsync(MetaJson.Event(customer.Id, customer.Page, $$"""
            "message":{"mid":"m_late_{{customer.Id}}","is_echo":true,"app_id":{{Product.AppId}},"metadata":"gptm:{{customer.Id}}:0","text":"You said: an erased question"}
            """));

        await running.NewCustomer().AskAsync("Do you have red shoes?");
        customer.Received.Should().BeEmpty();
        (await TracesAsync(customer.Id)).Should().BeEmpty();
    }

    [Fact]
    public async Task MessageThatIsDeliveredAgainRightAfterTheErasure_BringsNobodyBack()
    {
        var customer = running.NewCustomer();
        string mid = customer.NextMid();
        await customer.WriteAsync(Secret, mid);
        await running.Outside.SentToAsync(customer.Id, 1);
        using var erased = await _admin.SendAsync(HttpMethod.Delete, Administrator.Conversation(customer));
        erased.StatusCode.Should().Be(HttpStatusCode.OK);

        await running.Product.DeliverAsync(MetaJson.Body(
            customer.Page, MetaJson.Event(customer.Page, customer.Id, $"\"message\":{{\"mid\":\"{mid}\",\"text\":\"{Secret}\"}}", DateTimeOffset.UtcNow.AddSeconds(-20))));

        await running.NewCustomer().AskAsync("Do you have red shoes?");
        customer.Received.Should().ContainSingle();
        (await TracesAsync(customer.Id)).Should().BeEmpty();
    }

    [Fact]
    public async Task CustomerErasedWhileAPersonAnswers_LeavesNoTrace()
    {
        var (customer, send, began) = (running.NewCustomer(), new TaskCompletionSource(), new TaskCompletionSource());
        await customer.AskAsync("Is somebody there?");
        running.Outside.BeforeSend = async (sent, _) =>
        {
            if (sent.Recipient == customer.Id)
            {
                began.TrySetResult();
                await send.Task;
            }

            return null;
        };
        var answering = _admin.PostAsync(
            $"/admin/users/{Product.Tenant}/inbox/facebook/{customer.Page}/{customer.Id}/answer", $$"""{"id":"{{Guid.NewGuid():N}}","text":"A person says that 42 is known."}""");
        await began.Task.WaitAsync(TimeSpan.FromSeconds(20));

        var erasing = _admin.SendAsync(HttpMethod.Delete, Administrator.Conversation(customer));
        send.SetResult();
        using var erased = await erasing;
        using var answered = await answering;

        erased.StatusCode.Should().Be(HttpStatusCode.OK);
        (await TracesAsync(customer.Id)).Should().BeEmpty();
    }

    [Fact]
    public async Task UnknownCustomer_IsNothingToErase()
    {
        using var erased = await _admin.SendAsync(HttpMethod.Delete, Administrator.Conversation(running.NewCustomer()));
        (await Administrator.JsonAsync(erased, HttpStatusCode.OK)).GetProperty("removed").GetInt32().Should().Be(0);
        using var wrong = await _admin.SendAsync(HttpMethod.Delete, "/admin/conversations/tenant/telegram/1/2");
        await wrong.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    /// <summary>The files of the product's folder that have these words in their name or in them.</summary>
    private async Task<List<string>> TracesAsync(string words) => [.. (await running.Product.WrittenAsync())
        .Where(file => file.Path.Contains(words, StringComparison.Ordinal) || file.Content.Contains(words, StringComparison.Ordinal)).Select(file => file.Path)];
}
