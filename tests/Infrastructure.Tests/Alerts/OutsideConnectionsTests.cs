using System.Net;
using GptMessenger.Infrastructure.Alerts;

namespace GptMessenger.Infrastructure.Tests.Alerts;

/// <summary>An owner's webhook is no way into the network that the product stands in.</summary>
public sealed class OutsideConnectionsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2001:db8::1")]
    public void Inside_IsRefused(string address) => new OutsideConnections(allowsLoopback: false).Allows(IPAddress.Parse(address)).Should().BeFalse();

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void Outside_IsAllowed(string address) => new OutsideConnections(allowsLoopback: false).Allows(IPAddress.Parse(address)).Should().BeTrue();

    [Fact]
    public void ThisMachine_IsAllowedInDevelopmentOnly_AndNothingElseInside()
    {
        var development = new OutsideConnections(allowsLoopback: true);

        (development.Allows(IPAddress.Loopback), development.Allows(IPAddress.IPv6Loopback), development.Allows(IPAddress.Parse("10.0.0.1"))).Should().Be((true, true, false));
    }
}
