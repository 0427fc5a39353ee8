using System.Text;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Prompts;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Prompts;
using GptMessenger.Infrastructure.Spaces;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Folder;
using GptMessenger.Infrastructure.Tests.Rgw;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Prompts;

/// <summary>A tenant's prompt and its versions, in every store.</summary>
public abstract class PromptsContract : IDisposable
{
    private const string Common = "Common {shopify_products}\n===\n{message_text}", Own = "Own, déjà 🎿 {shopify_products}\n===\n{message_text}";

    private static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    private readonly TenantId _tenant = TenantId.TryParse(Guid.NewGuid().ToString("D"), out var id) ? id : throw new InvalidOperationException();
    private readonly string _common = Path.GetTempFileName();
    private readonly FakeTimeProvider _clock = new(Now);
    private RevalidatedObjects? _objects;

    private protected abstract IObjectStore Store { get; }

    private RevalidatedObjects Objects => _objects ??= new RevalidatedObjects(Store, _clock, NullLogger<RevalidatedObjects>.Instance);

    private PromptFile File
    {
        get
        {
            System.IO.File.WriteAllText(_common, Common);
            return new PromptFile(new PromptOptions(_common), NullLogger<PromptFile>.Instance);
        }
    }

    private TenantPrompts Prompts => new(Store, Objects, File);

    private StoredPrompts InUse => new(File, Objects, NullLogger<StoredPrompts>.Instance);

    private StoredPromptVersions Versions => new(Store);

    [StoreFact]
    public async Task WhatIsWritten_IsTheContractsFile_AndInUseAtOnce()
    {
        (await InUse.GetAsync(_tenant, default)).Text.Should().Be(Common);
        (await Prompts.FindAsync(_tenant, default)).Should().Be(new StoredPrompt(null, null));

        string? version = await Prompts.WriteAsync(_tenant, Own, version: null, default);

        version.Should().NotBeNull();
        (await Store.GetAsync($"users/{_tenant}/prompt.txt", null, default))!.Content!.Value.ToArray().Should().Equal(Encoding.UTF8.GetBytes(Own));
        (await Prompts.FindAsync(_tenant, default)).Should().Be(new StoredPrompt(Own, version));
        (await InUse.GetAsync(_tenant, default)).Text.Should().Be(Own);
        Prompts.Common().Should().Be(Common);

        (await Prompts.RemoveAsync(_tenant, (await Prompts.FindAsync(_tenant, default)).Version, default)).Should().BeTrue();
        (await InUse.GetAsync(_tenant, default)).Text.Should().Be(Common);
    }

    [StoreFact]
    public async Task SecondOfTwoWhoReadTheSame_ChangesNothing()
    {
        string? first = await Prompts.WriteAsync(_tenant, Own, version: null, default);
        (await Prompts.WriteAsync(_tenant, "another", version: null, default)).Should().BeNull();
        string? second = await Prompts.WriteAsync(_tenant, $"{Own}2", first, default);
        (await Prompts.WriteAsync(_tenant, $"{Own}3", first, default)).Should().BeNull();

        (await Prompts.FindAsync(_tenant, default)).Should().Be(new StoredPrompt($"{Own}2", second));
    }

    [StoreFact]
    public async Task BytesThatAreNoUtf8_LoseNothing()
    {
        await Store.PutAsync($"users/{_tenant}/prompt.txt", new byte[] { (byte)'a', 0xE9, (byte)'b' }, WriteCondition.Any, default);

        var found = await Prompts.FindAsync(_tenant, default);

        (found.Text, found.IsUtf8).Should().Be(("aéb", false));
    }

    [StoreFact]
    public async Task Versions_AreListedNewestFirst_PageByPage_AndOfThisTenantOnly()
    {
        for (int i = 0; i < 5; i++)
        {
            await Versions.KeepAsync(_tenant, Version(i), default);
        }

        var page = await Versions.ListAsync(_tenant, before: null, 2, default);
        page.Select(version => version.Note).Should().Equal("4", "3");
        (await Versions.ListAsync(_tenant, page[1].Id, 10, default)).Select(version => version.Note).Should().Equal("2", "1", "0");
        (await Versions.ListAsync(TenantId.TryParse($"{_tenant}0", out var other) ? other : default, before: null, 10, default)).Should().BeEmpty();
    }

    [StoreFact]
    public async Task Version_IsFoundAsItWasKept_AndCanBeKeptAnew_AndRemoved()
    {
        var version = Version(1) with { By = "ada@example.test", Of = Version(0).Id };
        await Versions.KeepAsync(_tenant, version, default);
        (await Versions.FindAsync(_tenant, version.Id, default)).Should().Be(version);

        await Versions.KeepAsync(_tenant, version with { IsConfirmed = true }, default);
        (await Versions.FindAsync(_tenant, version.Id, default))!.IsConfirmed.Should().BeTrue();

        await Versions.RemoveAsync(_tenant, version.Id, default);
        (await Versions.FindAsync(_tenant, version.Id, default)).Should().BeNull();
        await Versions.RemoveAsync(_tenant, version.Id, default);
    }

    [StoreFact]
    public async Task FileThatIsNoVersion_IsLeftOutOfTheList_AndNamedWhereItIsAskedFor()
    {
        var (good, bad) = (Version(1), Version(2));
        await Versions.KeepAsync(_tenant, good, default);
        await Store.PutAsync(StoreKeys.PromptVersion(_tenant, bad.Id.Value), "{\"origin\":\"nonsense\"}"u8.ToArray(), WriteCondition.Any, default);
        await Store.PutAsync($"{StoreKeys.PromptVersions(_tenant)}notes.txt", "by hand"u8.ToArray(), WriteCondition.Any, default);

        (await Versions.ListAsync(_tenant, before: null, 10, default)).Should().Equal(good);
        await FluentActions.Awaiting(() => Versions.FindAsync(_tenant, bad.Id, default)).Should().ThrowAsync<UnreadableFileException>().WithMessage($"*{bad.Id}*");
    }

    public void Dispose()
    {
        _objects?.Dispose();
        System.IO.File.Delete(_common);
        Close();
        GC.SuppressFinalize(this);
    }

    private protected abstract void Close();

    private static PromptVersion Version(int minutes) =>
        new(PromptVersionId.New(Now.AddMinutes(minutes)), PromptOrigin.Published, Now.AddMinutes(minutes), Own) { Note = $"{minutes}" };
}

public sealed class FolderPromptsTests : PromptsContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IObjectStore Store => field ??= _folder.Open();

    private protected override void Close() => _folder.Dispose();
}

[NeedsGateway]
[Collection(SharedGateway.Name)]
public sealed class SpacesPromptsTests(GatewayFixture fixture) : PromptsContract
{
    private readonly SpacesObjectStore _store = new(fixture.Gateway.Options);

    private protected override IObjectStore Store => _store;

    private protected override void Close() => _store.Dispose();
}
