using System.Net;
using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Admin;

[Collection(RunningProductTests.Name)]
public sealed class PauseTests(RunningProduct running)
{
    private readonly Administrator _admin = new(running.Product);

    [Fact]
    public async Task Paused_KeepsSilentUntilItIsResumed_AndLeavesWhatCameMeanwhile()
    {
        var customer = running.NewCustomer();
        using var paused = await _admin.PostAsync($"{Administrator.Conversation(customer)}/pause");
        var state = await Administrator.JsonAsync(paused, HttpStatusCode.OK);
        state.GetProperty("paused").GetBoolean().Should().BeTrue();
        state.GetProperty("pausedUntil").GetDateTimeOffset().Should().BeCloseTo(DateTimeOffset.UtcNow.AddMinutes(60), TimeSpan.FromMinutes(1));
        await customer.WriteAsync("for Ann");

        var turn = (await _admin.TurnsAsync("handed-over", customer)).Should().ContainSingle().Subject;
        turn.GetProperty("parts").GetArrayLength().Should().Be(0);
        using var resumed = await _admin.PostAsync($"{Administrator.Conversation(customer)}/resume");
        (await Administrator.JsonAsync(resumed, HttpStatusCode.OK)).GetProperty("paused").GetBoolean().Should().BeFalse();
        var sent = await customer.AskAsync("for the bot");

        sent.Text.Should().EndWith("You said: for the bot");
        customer.Received.Should().ContainSingle();
        await _admin.TurnsAsync("answered", customer);
        (await _admin.TurnsAsync("open", customer, count: 0)).Should().BeEmpty();
    }

    [Fact]
    public async Task PausedWhileTheModelThinks_CallsTheReplyOff()
    {
        var (customer, asked, answer, model) = (running.NewCustomer(), new TaskCompletionSource(), new TaskCompletionSource<string>(), running.Outside.Model);
        running.Outside.Model = prompt =>
        {
            if (!prompt.Contains("a question for a person", StringComparison.Ordinal))
            {
                return model(prompt);
            }

            asked.TrySetResult();
            return answer.Task;
        };
        await customer.WriteAsync("a question for a person");
        await asked.Task;

        using var paused = await _admin.PostAsync($"{Administrator.Conversation(customer)}/pause?minutes=5");
        paused.StatusCode.Should().Be(HttpStatusCode.OK);

        (await _admin.TurnsAsync("handed-over", customer)).Should().ContainSingle();
        answer.SetResult("Too late.");
        customer.Received.Should().BeEmpty();
    }

    [Theory]
    [InlineData("?minutes=30", null)]
    [InlineData("", """{"minutes":30}""")]
    public async Task Minutes_AreTakenFromTheAddressOrTheBody(string query, string? body)
    {
        using var paused = await _admin.PostAsync($"{Administrator.Conversation(running.NewCustomer())}/pause{query}", body);

        (await Administrator.JsonAsync(paused, HttpStatusCode.OK)).GetProperty("pausedUntil").GetDateTimeOffset()
            .Should().BeCloseTo(DateTimeOffset.UtcNow.AddMinutes(30), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("?minutes=0", null)]
    [InlineData("?minutes=100001", null)]
    [InlineData("?minutes=99999999999", null)]
    [InlineData("?minutes=soon", null)]
    [InlineData("", "{")]
    [InlineData("", """{"minutes":"soon"}""")]
    [InlineData("", """{"minutes":-1}""")]
    public async Task BadMinutes_AreRefused(string query, string? body)
    {
        using var response = await _admin.PostAsync($"{Administrator.Conversation(running.NewCustomer())}/pause{query}", body);

        (await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest)).Should().Contain("minutes");
    }

    [Fact]
    public async Task UnknownPageOrTenant_IsNotFound_AndWhatIsNoConversationRefused()
    {
        foreach (string verb in new[] { "pause", "resume" })
        {
            using var stranger = await _admin.PostAsync($"{Administrator.Conversation(running.NewCustomer(), "somebody-else")}/{verb}");
            await stranger.ShouldBeProblemAsync(HttpStatusCode.NotFound);
            using var noChannel = await _admin.PostAsync($"/admin/conversations/{Product.Tenant}/telegram/{Product.Page}/1/{verb}");
            await noChannel.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
            using var badId = await _admin.PostAsync($"/admin/conversations/{Product.Tenant}/facebook/{Product.Page}/a b/{verb}");
            await badId.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        }
    }
}
