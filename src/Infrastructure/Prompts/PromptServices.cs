using GptMessenger.Application.Prompts;
using GptMessenger.Application.Replies;
using Microsoft.Extensions.DependencyInjection;

namespace GptMessenger.Infrastructure.Prompts;

internal static class PromptServices
{
    public static IServiceCollection AddPrompts(this IServiceCollection services, PromptOptions options) => services
        .AddSingleton(options)
        .AddSingleton<PromptFile>()
        .AddSingleton<IPromptProvider, StoredPrompts>()
        .AddSingleton<ITenantPrompts, TenantPrompts>()
        .AddSingleton<IPromptVersions, StoredPromptVersions>();
}
