using GptMessenger.Api.Console.Shell;
using GptMessenger.Api.Console.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace GptMessenger.Api.Tests.Console;

public sealed class PagesTests
{
    /// <summary>A page that asks nobody who they are lives on in a browser whose session has ended.</summary>
    [Fact]
    public void EveryPage_IsForWhoIsSignedIn()
    {
        var pages = typeof(SignInPage).Assembly.GetTypes().Where(type => type.IsDefined(typeof(RouteAttribute), inherit: false)).ToList();

        pages.Should().HaveCountGreaterThan(10);
        pages.Where(page => !page.IsDefined(typeof(AuthorizeAttribute), inherit: true)).Should().BeEquivalentTo([typeof(SignInPage), typeof(NotFoundPage)]);
    }
}
