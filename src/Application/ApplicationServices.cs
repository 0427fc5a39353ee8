using FluentValidation;
using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Evaluation;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Numbers;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Pipeline;
using GptMessenger.Application.Prompts;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Shops;
using GptMessenger.Application.Spending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GptMessenger.Application;

public static class ApplicationServices
{
    /// <summary>The commands, their validators, and what they share. The ports must come from elsewhere.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services, ReplyOptions options, SpendOptions spend)
    {
        services.AddMediatR(mediator =>
        {
            mediator.Lifetime = ServiceLifetime.Singleton;
            mediator.RegisterServicesFromAssemblyContaining<AnswerCustomer>();
            mediator.AddOpenBehavior(typeof(ValidationBehavior<,>), ServiceLifetime.Singleton);
            mediator.AddOpenBehavior(typeof(AuditBehavior<,>), ServiceLifetime.Singleton);
        });
        services.AddValidatorsFromAssemblyContaining<AnswerCustomer>(ServiceLifetime.Singleton, includeInternalTypes: true);
        services.AddAnswering(options, spend);
        services.AddSingleton<Acting>();
        services.AddSingleton<SummaryKeeper>();
        services.AddSingleton<PersonSender>();
        services.AddSingleton<ConversationFile>();
        services.AddSingleton<CustomerIntake>();
        services.AddSingleton<EchoIntake>();
        services.AddSingleton<MissedIntake>();
        services.AddSingleton<EventIntake>();
        services.AddSingleton<MissedMessages>();
        services.TryAddSingleton(new ConnectAddress(Page: null));
        services.AddSingleton<PageAlarms>();
        services.AddSingleton<TypingIndicator>();
        services.AddSingleton<ReplySender>();
        services.AddSingleton<AnswerSeats>();
        services.AddSingleton<ReplyDecider>();
        services.AddSingleton<PastTurns>();
        services.AddSingleton<PromptPress>();
        services.AddSingleton<NumbersBook>();
        services.AddSingleton<TurnRecorder>();
        services.AddSingleton<TurnEnding>();
        services.AddSingleton<SyncRuns>();
        services.AddSingleton<ShopStock>();
        return services;
    }

    /// <summary>The part that finds answers and neither stores nor sends: all that an evaluation needs.</summary>
    public static IServiceCollection AddAnswering(this IServiceCollection services, ReplyOptions options, SpendOptions spend)
    {
        services.AddSingleton(options);
        services.AddSingleton(spend);
        services.AddSingleton<OpenTurns>();
        services.AddSingleton<Telemetry>();
        services.TryAddSingleton<LongWork>();
        services.AddSingleton<Knowledge>();
        services.AddSingleton<TenantDays>();
        services.AddSingleton<SpendRules>();
        services.AddSingleton<BilledModel>();
        services.AddSingleton<ProvenModel>();
        services.AddSingleton<Disclosure>();
        services.AddSingleton<AnswerFinder>();
        services.AddSingleton(provider => new AnswerTrial(
            provider.GetRequiredService<AnswerFinder>(), provider.GetRequiredService<IStoreCatalog>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
