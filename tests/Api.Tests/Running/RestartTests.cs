using System.Diagnostics;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Running;

/// <summary>The process dies or stops while a turn is open, and another one begins where it was.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(60);

    private Outside _outside = null!;
    private Product _product = null!;

    public async Task InitializeAsync()
    {
        _outside = await Outside.StartAsync();
        _product = await Product.StartAsync(_outside);
    }

    public async Task DisposeAsync()
    {
        await _product.DisposeAsync();
        await _outside.DisposeAsync();
        Directory.Delete(_product.DataDir, recursive: true);
    }

    [Fact]
    public async Task KilledWhileTheModelWorks_AnswersOnceAfterTheRestart()
    {
        var customer = await AskWhileTheModelIsStuckAsync();
        await _product.KillAsync();

        customer = await RestartAsync(customer);
        await _outside.SentToAsync(customer.Id, 1, Promised);
        await customer.StoredAsync(2);
        await customer.AskAsync("And then?");

        customer.Received.Should().HaveCount(2);
        customer.Stored().Should().HaveCount(4);
    }

    [Fact]
    public async Task StoppedWhileTheModelWorks_StopsAtOnceAndAnswersOnceAfterTheRestart()
    {
        var customer = await AskWhileTheModelIsStuckAsync();
        var clock = Stopwatch.StartNew();
        int exitCode = await _product.StopAsync();

        exitCode.Should().Be(0, _product.Output);
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
        customer = await RestartAsync(customer);
        await _outside.SentToAsync(customer.Id, 1, Promised);
        await customer.StoredAsync(2);
        await customer.AskAsync("And then?");
        customer.Received.Should().HaveCount(2);
        customer.Stored().Should().HaveCount(4);
    }

    [Fact]
    public async Task KilledBeforeGraphAnswered_FindsTheSendAndDoesNotRepeatIt()
    {
        var customer = new Customer(_product, _outside);
        var stuck = new TaskCompletionSource();
        _outside.OnSend = async _ =>
        {
            await stuck.Task;
            return false;
        };
        await customer.WriteAsync("Was this sent?");
        var sent = (await _outside.SentToAsync(customer.Id, 1))[0];
        await _product.KillAsync();
        stuck.SetResult();
        customer.Stored().Should().ContainSingle();

        _outside.OnSend = _ => Task.FromResult(true);
        customer = await RestartAsync(customer);
        var stored = await customer.StoredAsync(2, Promised);
        await customer.AskAsync("And then?");

        customer.ShouldBeStoredReply(stored[1], sent);
        customer.Received.Should().HaveCount(2);
        customer.Stored().Should().HaveCount(4);
    }

    [Fact]
    public async Task SecondProcessOnTheSameFolder_DoesNotStart()
    {
        var second = await Product.StartRefusedAsync(_product.DataDir);

        second.ExitCode.Should().Be(1);
        second.Errors.Should().ContainSingle().Which.Should().Contain("DATA_DIR").And.Contain(_product.DataDir);
        second.Output.Should().NotContain("   at ");
        await new Customer(_product, _outside).AskAsync("Are you unharmed?");
    }

    private async Task<Customer> AskWhileTheModelIsStuckAsync()
    {
        var (asked, model) = (new TaskCompletionSource(), _outside.Model);
        _outside.Model = async _ =>
        {
            asked.TrySetResult();
            await Task.Delay(TimeSpan.FromMinutes(1));
            return "Too late.";
        };
        var customer = new Customer(_product, _outside);
        await customer.WriteAsync("Will this be answered?");
        await asked.Task;
        _outside.Model = model;
        return customer;
    }

    /// <summary>The same customer, as the next process knows them.</summary>
    private async Task<Customer> RestartAsync(Customer customer)
    {
        string dataDir = _product.DataDir;
        await _product.DisposeAsync();
        _product = await Product.StartAsync(_outside, dataDir);
        return customer.At(_product);
    }
}
