using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Facebook;

/// <summary>
/// What becomes of each kind of event, seen from outside: posted to the running program, signed as Meta does; then what is stored and sent.
/// That nothing happens is proved by what happens next, not by waiting.
/// </summary>
[Collection(RunningProductTests.Name)]
public sealed class EventKindsTests(RunningProduct running)
{
    private const string CannotOpen = "I can't open pictures";

    public static TheoryData<string, string> Answered => new()
    {
        { "text", "Har dere teltet i grønt? 🏕 100% ull & <varm> a/b" },
        { "text_of_several_lines", "Hello! Do you have: - the \"small\" one - the back\\slash one?" },
        { "quick_reply", "Red [button: COLOR_RED]" },
        { "reply_to", "How much is this one?" },
        { "referral_ads", "Is this still on offer?" },
        { "referral_product", "Which sizes do you have?" },
        { "commands", "find a tent for two" },
        { "prior_message", "Thanks, that helps" },
        { "text_with_a_lone_surrogate", "Half a \uFFFD smile?" },
        { "text_with_unknown_fields", "Are you open on Sunday?" },
        { "text_with_a_string_timestamp", "Is a string of seconds fine?" },
        { "text_without_a_timestamp", "Is no time fine?" },
        { "text_without_a_mid", "No id, still a question?" },
        { "text_with_numeric_ids", "Do numbers as ids work?" },
        { "images_with_a_question", "Which of these two is warmer?" },
        { "fallback_link", "Is https://shop.example/products/kuling-2 in stock?" },
        { "postback", "Talk to a person [button: HUMAN_HANDOVER]" },
        { "postback_without_a_mid", "Get started [button: GET_STARTED]" },
        { "postback_with_a_referral", "Get started [button: GET_STARTED]" },
        { "order", "I would like to order: 2 x Kuling 2, 1 x SKU-2. Can you send it to Bodø?" },
    };

    /// <summary>Without a word to understand.</summary>
    public static TheoryData<string> AnsweredWithoutTheModel =>
    [
        "image", "audio", "video", "file", "sticker", "sticker_before_2026", "reel", "reel_of_instagram_with_a_relative_url", "post", "location",
        "appointment_booking", "template_of_a_product", "template_with_a_button", "fallback_with_a_string_payload", "attachment_without_payload",
        "attachment_of_an_unknown_type", "attachments_that_are_no_array", "unsupported",
    ];

    public static TheoryData<string> Stored =>
    [
        "unsend_of_a_message_never_seen", "edit_of_a_message_never_seen", "echo_of_our_app_without_metadata",
        "standby_message", "standby_postback", "hop_context",
    ];

    public static TheoryData<string> Paused =>
    [
        "echo_of_the_page_inbox", "echo_without_an_app", "echo_of_another_app", "echo_with_sender_and_recipient_reversed",
        "echo_with_a_null_payload", "echo_with_an_attachment_and_reply_to", "standby_echo",
    ];

    // An echo of ours where there is no conversation comes late to one that was erased.
    public static TheoryData<string> Ignored =>
    [
        "echo_of_ours",
        "postback_of_a_user_ref", "referral", "referral_of_an_ad_in_seconds", "referral_of_a_lead", "optin", "optin_of_a_user_ref",
        "optin_for_notifications", "account_linking", "account_unlinking", "reaction", "reaction_removed", "delivery", "delivery_without_mids",
        "read", "standby_read", "response_feedback", "messaging_feedback", "pass_thread_control", "take_thread_control", "request_thread_control",
        "app_roles", "policy_enforcement", "policy_enforcement_with_a_hyphen", "game_play", "message_request", "checkout_update", "payment",
        "unknown_kind", "nothing_but_ids", "message_that_is_a_string", "message_that_is_null", "sender_with_a_hostile_id",
        "sender_that_is_the_page", "entry_without_messaging", "entry_list_that_is_empty", "entry_list_that_is_missing",
        "event_about_another_page", "event_of_a_page_nobody_connected", "entry_with_a_hostile_page_id",
    ];

    public static TheoryData<string> Refreshed =>
    [
        "changes_comment", "changes_post", "changes_reaction", "changes_page_info_without_a_value", "changes_ratings", "changes_mention",
        "changes_leadgen", "changes_inbox_labels", "changes_unknown_field", "changes_without_a_field",
    ];

    [Theory]
    [MemberData(nameof(Answered))]
    public async Task WordsOfACustomer_AreStoredAsTheyCameAndAnsweredOnce(string name, string understood)
    {
        var customer = await AnsweredOnceAsync(name);

        running.Outside.Prompts.Select(Outside.CustomerMessage).Should().Contain(understood);
        customer.Received[0].Text.Should().StartWith("Hi! I am the automated assistant of").And.NotContain(CannotOpen);
        customer.Received[1].Text.Should().NotContain("automated assistant");
    }

    [Theory]
    [MemberData(nameof(AnsweredWithoutTheModel))]
    public async Task AttachmentWithoutWords_IsStoredAsItCameAndAnsweredThatItCannotBeOpened(string name)
    {
        var customer = await AnsweredOnceAsync(name);

        customer.Received[0].Text.Should().Contain(CannotOpen);
    }

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task NothingToAnswer_IsStoredAsItCameAndNotAnswered(string name)
    {
        var customer = running.NewCustomer();
        var fixture = await PostAsync(name, customer.Id);
        await PostAsync(name, customer.Id);

        var later = await customer.AskAsync($"And then, asks {customer.Id}?");

        later.Text.Should().EndWith($"You said: And then, asks {customer.Id}?");
        customer.Received.Should().ContainSingle();
        var stored = customer.Stored();
        stored.Should().HaveCount(3);
        stored[0].Should().Be(fixture.Events.Single());
        customer.ShouldBeStoredReply(stored[2], later);
    }

    [Theory]
    [MemberData(nameof(Paused))]
    public async Task SomebodyElseAnswersForThePage_IsStoredAndTheBotKeepsSilent(string name)
    {
        var (customer, other) = (running.NewCustomer(), running.NewCustomer());
        var fixture = await PostAsync(name, customer.Id);
        await PostAsync(name, customer.Id);

        await customer.WriteAsync("Thank you, Ola!");
        await other.AskAsync("Is the bot still there?");

        customer.Received.Should().BeEmpty();
        customer.Stored().Should().HaveCount(2).And.HaveElementAt(0, fixture.Events.Single());
        File.Exists(Path.Combine(running.Product.PageFolder(), "bot_paused", $"{customer.Id}.json")).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Ignored))]
    public async Task NoPartOfAConversation_IsAcceptedAndLeavesNothing(string name)
    {
        var customer = running.NewCustomer();
        await PostAsync(name, customer.Id);
        File.Exists(running.Product.ConversationPath(customer.Id)).Should().BeFalse();

        var later = await customer.AskAsync($"And then, asks {customer.Id}?");

        later.Text.Should().EndWith($"You said: And then, asks {customer.Id}?");
        customer.Received.Should().ContainSingle();
        customer.Stored().Should().HaveCount(2);
        Directory.EnumerateFileSystemEntries(running.Product.DataDir, "*", SearchOption.AllDirectories)
            .Should().NotContain(path => path.Contains("100000000000009", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Refreshed))]
    public async Task ChangeOfThePage_HasItLookedAtOnce(string name)
    {
        var customer = running.NewCustomer(running.NewPage());
        string page = customer.Page;

        await PostAsync(name, customer.Id, page);
        await PostAsync(name, customer.Id, page);
        string metadata = await Product.FileAsync(Path.Combine(running.Product.PageFolder(page), "page_metadata.json"));
        await customer.AskAsync("Are you there?");

        metadata.Should().Contain("A page of the test");
        running.Outside.PageReads.Count(read => read == page).Should().Be(2, "a page is asked for its fields in two groups, and at most once a minute");
        customer.Stored().Should().HaveCount(2);
    }

    [Fact]
    public void EveryFixture_IsPosted()
    {
        var rows = new IEnumerable<object[]>[] { Answered, AnsweredWithoutTheModel, Stored, Paused, Ignored, Refreshed }.SelectMany(kind => kind);
        var listed = rows.Select(row => (string)row[0]).Concat(BatchTests.Fixtures).ToList();

        listed.Should().OnlyHaveUniqueItems();
        listed.Should().BeEquivalentTo(Directory.EnumerateFiles(Fixture.Folder).Select(path => Path.GetFileNameWithoutExtension(path)));
    }

    private async Task<Customer> AnsweredOnceAsync(string name)
    {
        var customer = running.NewCustomer();
        var fixture = await PostAsync(name, customer.Id);
        var answer = (await running.Outside.SentToAsync(customer.Id, 1))[0];
        await customer.StoredAsync(2);
        await PostAsync(name, customer.Id);

        var later = await customer.AskAsync($"And then, asks {customer.Id}?");

        customer.Received.Should().Equal(answer, later);
        later.Text.Should().Be($"You said: And then, asks {customer.Id}?");
        answer.Page.Should().Be(Product.Page);
        answer.Metadata.Should().StartWith("gptm:");
        var stored = customer.Stored();
        stored.Should().HaveCount(4);
        stored[0].Should().Be(fixture.Events.Single());
        customer.ShouldBeStoredReply(stored[1], answer);
        customer.ShouldBeStoredReply(stored[3], later);
        return customer;
    }

    private async Task<Fixture> PostAsync(string name, string sender, string page = Product.Page)
    {
        var fixture = Fixture.Read(name, sender, page);
        await running.Product.DeliverAsync(fixture.Body);
        return fixture;
    }
}
