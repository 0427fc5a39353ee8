using System.Security.Claims;
using GptMessenger.Api.Admin;
using GptMessenger.Api.Console.SignIn;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Operators;
using GptMessenger.Domain.Conversations;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace GptMessenger.Api.Tests.Console;

public class SessionCheckTests
{
    private static readonly Operator Kim = new("kim", Named("tenant-1"), OperatorRole.Operator, DateTimeOffset.UnixEpoch) { Stamp = "s1" };

    private readonly IOperators _operators = Substitute.For<IOperators>();

    public static TheoryData<string> Changes => ["stamp", "role", "tenant", "gone"];

    [Fact]
    public async Task AccountAsItWas_Holds()
    {
        _operators.FindAsync("kim", Arg.Any<CancellationToken>()).Returns(new StoredOperator(Kim with { Failures = 3 }, "v2"));

        (await HoldsAsync(SignInEndpoints.UserOf(Kim).ToPrincipal())).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task ChangedAccount_EndsTheSession(string what)
    {
        var now = what switch
        {
            "stamp" => Kim with { Stamp = "s2" },
            "role" => Kim with { Role = OperatorRole.Owner },
            "tenant" => Kim with { Tenant = Named("tenant-2") },
            _ => null,
        };
        _operators.FindAsync("kim", Arg.Any<CancellationToken>()).Returns(now is null ? null : new StoredOperator(now, "v2"));

        (await HoldsAsync(SignInEndpoints.UserOf(Kim).ToPrincipal())).Should().BeFalse();
    }

    [Fact]
    public async Task AnotherAdminKey_EndsTheSessionsOfTheFormerOne()
    {
        var former = new ConsoleUser(ConsoleUser.KeyHolder, Named("tenant-1"), OperatorRole.Owner, new AdminKey("former").Name, IsKey: true).ToPrincipal();
        var present = new ConsoleUser(ConsoleUser.KeyHolder, Named("tenant-1"), OperatorRole.Owner, new AdminKey("key").Name, IsKey: true).ToPrincipal();

        (await HoldsAsync(former)).Should().BeFalse();
        (await HoldsAsync(present)).Should().BeTrue();
    }

    [Fact]
    public async Task StoreThatIsAway_ThrowsNobodyOut()
    {
        _operators.FindAsync("kim", Arg.Any<CancellationToken>()).ThrowsAsync(new StoreUnavailableException("away"));

        (await HoldsAsync(SignInEndpoints.UserOf(Kim).ToPrincipal())).Should().BeTrue();
    }

    [Fact]
    public async Task IdentityOfAnotherScheme_IsNobody() =>
        (await HoldsAsync(new ClaimsPrincipal(new ClaimsIdentity(SignInEndpoints.UserOf(Kim).ToPrincipal().Claims, "bearer")))).Should().BeFalse();

    private Task<bool> HoldsAsync(ClaimsPrincipal principal) => new SessionCheck(new AdminKey("key"), _operators, NullLogger<SessionCheck>.Instance).HoldsAsync(principal, CancellationToken.None);

    private static TenantId Named(string text) => TenantId.TryParse(text, out var tenant) ? tenant : throw new ArgumentException("Not a tenant.", nameof(text));
}
