using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.Redis;
using GptMessenger.Infrastructure.Tests.Rgw;
using GptMessenger.Infrastructure.Tests.Storage;
using GptMessenger.Testing;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Tests.Redis;

[Collection(SharedRedis.Name), NeedsRedis]
public sealed class RedisServerTests(RedisFixture fixture)
{
    private readonly RecordedLog<RedisServer> _log = new();

    [StoreFact]
    public async Task RedisThatKeepsNothing_IsWarnedOf()
    {
        await using var admin = await fixture.OpenEmptyAsync();
        await OpenAsync(fixture.Connection);
        _log.Entries.Should().BeEmpty();

        await admin.RunAsync(database => database.ExecuteAsync("CONFIG", "SET", "appendonly", "no"));
        await OpenAsync(fixture.Connection);
        await admin.RunAsync(database => database.ExecuteAsync("CONFIG", "SET", "appendonly", "yes"));

        _log.Entries.Should().ContainSingle().Which.Should().Match<(LogLevel Level, string Text)>(entry => entry.Level == LogLevel.Warning && entry.Text.Contains("appendonly yes"));
    }

    [StoreFact]
    public async Task RedisThatForbidsTheQuestion_IsNotWarnedOf()
    {
        await using var admin = await fixture.OpenEmptyAsync();
        await admin.RunAsync(database => database.ExecuteAsync("ACL", "SETUSER", "hosted", "on", ">secret", "~*", "+@all", "-config"));
        await admin.RunAsync(database => database.ExecuteAsync("CONFIG", "SET", "appendonly", "no"));

        await OpenAsync($"redis://hosted:secret@{fixture.Connection}");

        await admin.RunAsync(database => database.ExecuteAsync("CONFIG", "SET", "appendonly", "yes"));
        _log.Entries.Should().BeEmpty();
    }

    [StoreFact]
    public async Task WrongPassword_IsSaidWithoutThePassword()
    {
        await using var admin = await fixture.OpenEmptyAsync();
        await admin.RunAsync(database => database.ExecuteAsync("ACL", "SETUSER", "default", ">right-secret"));

        var open = () => OpenAsync($"{fixture.Connection},password=wrong-secret,connectRetry=1,connectTimeout=2000");
        var refused = await open.Should().ThrowAsync<StoreUnavailableException>();

        await admin.RunAsync(database => database.ExecuteAsync("ACL", "SETUSER", "default", "nopass"));
        refused.Which.Message.Should().Contain(fixture.Connection).And.Contain("password").And.NotContain("wrong-secret");
    }

    [Fact]
    public async Task DeadRedis_IsNamedInOneLine()
    {
        var open = () => OpenAsync($"127.0.0.1:{Ports.Free()},password=my-secret,connectRetry=1,connectTimeout=500");

        (await open.Should().ThrowAsync<StoreUnavailableException>()).Which.Message.Should().StartWith("Redis at 127.0.0.1:").And.NotContain("my-secret").And.NotContain("\n");
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("a:6379,b:6379,password=x,ssl=true", true)]
    [InlineData("rediss://default:p%40ss@db.example.com:25061", true)]
    [InlineData("redis://", false)]
    [InlineData("http://localhost:6379", false)]
    [InlineData("localhost,pasword=x", false)]
    [InlineData(",", false)]
    public void Connections_AreToldFromOtherText(string text, bool isOne) => RedisConnection.IsValid(text).Should().Be(isOne);

    [Fact]
    public void Address_IsReadWithAllItsParts()
    {
        var options = RedisConnection.Read("rediss://default:p%40ss@db.example.com:25061/2");

        options.EndPoints.Should().ContainSingle().Which.ToString().Should().Contain("db.example.com:25061");
        (options.User, options.Password, options.Ssl, options.DefaultDatabase).Should().Be(("default", "p@ss", true, 2));
    }

    private async Task OpenAsync(string connection)
    {
        await using var redis = new RedisServer(RedisConnection.Read(connection), _log);
        await redis.OpenAsync(default);
    }
}
