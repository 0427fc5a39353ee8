using GptMessenger.Application.Replies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GptMessenger.Infrastructure.Prompts;

internal static class PromptServices
{
    public static IServiceCollection AddPrompts(this IServiceCollection services, PromptOptions options) => services
        .AddSingleton(options)
        .AddSingleton<PromptFile>()
        .AddSingleton<IPromptProvider, StoredPrompts>()
        .AddHostedService<PromptCheck>();

    /// <summary>A start with a prompt that cannot be used would fail at the first customer instead.</summary>
    private sealed class PromptCheck(PromptFile prompt) : IHostedLifecycleService
    {
        /// <exception cref="PromptException">The prompt is missing or wrong.</exception>
        public Task StartingAsync(CancellationToken cancellationToken)
        {
            _ = prompt.Current();
            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
