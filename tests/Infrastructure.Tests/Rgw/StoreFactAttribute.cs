using GptMessenger.Infrastructure.Tests.Servers;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace GptMessenger.Infrastructure.Tests.Rgw;

/// <summary>A test of a store: skipped with a reason where its class needs a real server and the machine has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("GptMessenger.Infrastructure.Tests.Rgw.StoreFactDiscoverer", "GptMessenger.Infrastructure.Tests")]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>Marks a class whose tests need the real gateway.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsGatewayAttribute() : NeedsServerAttribute(Gateway.MissingReason);

public sealed class StoreFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        MissingReason(testMethod.TestClass.Class) is { } reason
            ? new SkippedTestCase(reason, DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);

    private static string? MissingReason(ITypeInfo type) => type.GetCustomAttributes(typeof(NeedsServerAttribute)).OfType<IReflectionAttributeInfo>()
        .Select(info => ((NeedsServerAttribute)info.Attribute).MissingReason).FirstOrDefault(reason => reason is not null);
}

public sealed class SkippedTestCase : XunitTestCase
{
    private string? _reason;

    [Obsolete("For xunit, which makes it of its serialized form.")]
    public SkippedTestCase()
    {
    }

    public SkippedTestCase(string reason, IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method) => _reason = reason;

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue("Reason", _reason);
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        _reason = data.GetValue<string>("Reason");
        base.Deserialize(data);
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute) => _reason!;
}
