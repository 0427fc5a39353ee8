using GptMessenger.Application.Operators;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Tests.Storage;

public class StoredOperatorsTests
{
    private static readonly TenantId Tenant = Named("tenant-1");
    private static readonly TenantId Other = Named("tenant-2");
    private static readonly Operator Ada = new("Ada@example.test", Tenant, OperatorRole.Owner, new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero)) { PasswordHash = "hash", Stamp = "s1" };

    private readonly StoredOperators _operators = new(new MemoryObjectStore());

    [Fact]
    public async Task Account_IsFoundWhateverTheCaseOfItsName()
    {
        string version = (await _operators.WriteAsync(Ada, version: null, CancellationToken.None))!;

        (await _operators.FindAsync(" ada@EXAMPLE.test ", CancellationToken.None)).Should().Be(new StoredOperator(Ada, version));
        (await _operators.FindAsync("../../up", CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task NameThatIsTaken_StaysWithWhoHadItFirst()
    {
        await _operators.WriteAsync(Ada, version: null, CancellationToken.None);

        (await _operators.WriteAsync(Ada with { Name = "ADA@example.test", Tenant = Other }, version: null, CancellationToken.None)).Should().BeNull();

        (await _operators.ListAsync(Other, CancellationToken.None)).Should().BeEmpty();
        (await _operators.ListAsync(Tenant, CancellationToken.None)).Should().Equal(Ada);
    }

    [Fact]
    public async Task ChangeOfWhatSomebodyElseChanged_IsNotMade()
    {
        string version = (await _operators.WriteAsync(Ada, version: null, CancellationToken.None))!;
        await _operators.WriteAsync(Ada with { Failures = 1 }, version, CancellationToken.None);

        (await _operators.WriteAsync(Ada with { Failures = 2 }, version, CancellationToken.None)).Should().BeNull();

        (await _operators.FindAsync(Ada.Name, CancellationToken.None))!.Account.Failures.Should().Be(1);
    }

    [Fact]
    public async Task OnlyItsTenant_RemovesAnAccount()
    {
        await _operators.WriteAsync(Ada, version: null, CancellationToken.None);

        (await _operators.RemoveAsync(Other, Ada.Name, CancellationToken.None)).Should().BeFalse();
        (await _operators.RemoveAsync(Tenant, Ada.Name, CancellationToken.None)).Should().BeTrue();

        (await _operators.FindAsync(Ada.Name, CancellationToken.None)).Should().BeNull();
        (await _operators.ListAsync(Tenant, CancellationToken.None)).Should().BeEmpty();
    }

    private static TenantId Named(string text) => TenantId.TryParse(text, out var tenant) ? tenant : throw new ArgumentException("Not a tenant.", nameof(text));
}
