using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pipeline;
using GptMessenger.Application.Replies;
using Microsoft.Extensions.DependencyInjection;

namespace GptMessenger.Application;

public static class ApplicationServices
{
    /// <summary>The commands, their validators, and what they share. The ports must come from elsewhere.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services, ReplyOptions options)
    {
        services.AddMediatR(mediator =>
        {
            mediator.Lifetime = ServiceLifetime.Singleton;
            mediator.RegisterServicesFromAssemblyContaining<AnswerCustomer>();
            mediator.AddOpenBehavior(typeof(ValidationBehavior<,>), ServiceLifetime.Singleton);
        });
        services.AddValidatorsFromAssemblyContaining<AnswerCustomer>(ServiceLifetime.Singleton, includeInternalTypes: true);
        services.AddSingleton(options);
        services.AddSingleton<OpenTurns>();
        services.AddSingleton<Telemetry>();
        services.AddSingleton<ConversationFile>();
        services.AddSingleton<CustomerIntake>();
        services.AddSingleton<EchoIntake>();
        services.AddSingleton<BilledModel>();
        services.AddSingleton<ProvenModel>();
        services.AddSingleton<AnswerFinder>();
        services.AddSingleton<ReplyComposer>();
        services.AddSingleton<TypingIndicator>();
        services.AddSingleton<ReplySender>();
        services.AddSingleton<ReplyDecider>();
        services.AddSingleton<TurnRecorder>();
        services.AddSingleton<TurnEnding>();
        return services;
    }
}
