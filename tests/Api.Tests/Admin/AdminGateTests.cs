using System.Net;
using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Admin;

[Collection(RunningProductTests.Name)]
public sealed class AdminGateTests(RunningProduct running)
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer " + Product.AdminKey + "x")]
    [InlineData("Basic " + Product.AdminKey)]
    [InlineData(Product.AdminKey)]
    [InlineData("Bearer " + Product.VerifyToken)]
    public async Task WithoutTheKey_NobodyGetsPast(string? authorization)
    {
        var stranger = new Administrator(running.Product, authorization);
        foreach (var (method, address) in new[] { (HttpMethod.Get, "/admin/turns"), (HttpMethod.Post, "/admin/turns/1/retry"), (HttpMethod.Get, "/ADMIN/nothing"), (HttpMethod.Delete, "/admin") })
        {
            using var response = await stranger.SendAsync(method, address);

            string body = await response.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
            body.Should().NotContain(Product.AdminKey).And.NotContain(Product.VerifyToken);
            response.Headers.WwwAuthenticate.Should().ContainSingle().Which.Scheme.Should().Be("Bearer");
        }
    }

    [Theory]
    [InlineData("Bearer " + Product.AdminKey)]
    [InlineData("bearer  " + Product.AdminKey + " ")]
    public async Task WithTheKey_OneIsLetIn(string authorization)
    {
        using var response = await new Administrator(running.Product, authorization).SendAsync(HttpMethod.Get, "/admin/turns");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    [Fact]
    public async Task WrongMethodOrAddress_IsAProblem()
    {
        var admin = new Administrator(running.Product);
        using var delete = await admin.SendAsync(HttpMethod.Delete, "/admin/turns");
        await delete.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed);
        using var get = await admin.SendAsync(HttpMethod.Get, "/admin/turns/1/retry");
        await get.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed);
        using var nothing = await admin.SendAsync(HttpMethod.Get, "/admin/nothing");
        await nothing.ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }
}
