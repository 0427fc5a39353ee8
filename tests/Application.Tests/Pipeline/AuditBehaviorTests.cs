using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Customers;
using GptMessenger.Domain.Conversations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace GptMessenger.Application.Tests.Pipeline;

public class AuditBehaviorTests
{
    private static readonly TenantId Tenant = Known.Page.Tenant;

    private readonly IAuditLog _log = Substitute.For<IAuditLog>();
    private readonly IErasures _erasures = Substitute.For<IErasures>();
    private readonly IConversationStore _conversations = Substitute.For<IConversationStore>();
    private readonly Acting _acting = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Log _logger = new();

    [Fact]
    public async Task WhatAPersonDoes_IsWrittenDown()
    {
        _acting.As("ada@example.test");

        (await HandleAsync(() => Task.FromResult(7))).Should().Be(7);

        await _log.Received(1).WriteAsync(Tenant, new AuditEntry(_clock.GetUtcNow(), "ada@example.test", "did it", "page 1", null, null), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task WhatAPersonTriedInVain_IsWrittenDown_AndStillFails()
    {
        _acting.As("ada@example.test");

        var act = () => HandleAsync(() => throw new InvalidOperationException("with a secret"));

        await act.Should().ThrowAsync<InvalidOperationException>();
        await _log.Received(1).WriteAsync(Tenant, Arg.Is<AuditEntry>(entry => entry.Failure == "InvalidOperationException"), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task WhatTheProductDoesByItself_IsNot()
    {
        await HandleAsync(() => Task.FromResult(7));

        _log.ReceivedCalls().Should().BeEmpty();
    }

    [Fact]
    public async Task StoreThatDoesNotTakeTheEntry_DoesNotUndoWhatWasDone()
    {
        _acting.As("ada@example.test");
        _log.WriteAsync(default, null!, default).ReturnsForAnyArgs(Task.FromException(new StoreUnavailableException("it is away")));

        (await HandleAsync(() => Task.FromResult(7))).Should().Be(7);

        _logger.Lines.Should().ContainSingle().Which.Should().Contain("ada@example.test did it").And.Contain("it is away");
    }

    [Theory]
    [InlineData(false, null, true)]
    [InlineData(true, "v1", true)]
    [InlineData(true, null, false)]
    public async Task WhatWasDoneAboutSomebodyWhoIsForgottenByNow_NamesNobody(bool isErased, string? version, bool isNamed)
    {
        _acting.As("ada@example.test");
        _erasures.FindAsync(Known.Conversation, default).ReturnsForAnyArgs(isErased ? _clock.GetUtcNow() : null);
        _conversations.ReadAsync(Known.Conversation, default).ReturnsForAnyArgs(new StoredConversation(Conversation.Empty, version));

        await new AuditBehavior<DeedAboutSomebody, int>(_log, _acting, _erasures, _conversations, _clock, _logger).Handle(new DeedAboutSomebody(), () => Task.FromResult(7), CancellationToken.None);

        await _log.Received(1).WriteAsync(Tenant, Arg.Is<AuditEntry>(entry => entry.Conversation != null == isNamed && entry.Subject == $"page {Known.Conversation.Page}"), Arg.Any<CancellationToken>());
    }

    private Task<int> HandleAsync(Func<Task<int>> act) =>
        new AuditBehavior<Deed, int>(_log, _acting, _erasures, _conversations, _clock, _logger).Handle(new Deed(), () => act(), CancellationToken.None);

    private sealed record DeedAboutSomebody : IAudited
    {
        public AuditMark Mark => AuditMark.Of(Known.Conversation, "did it");
    }

    private sealed record Deed : IAudited
    {
        public AuditMark Mark => new(Tenant, "did it", "page 1");
    }

    private sealed class Log : ILogger<AuditMark>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
