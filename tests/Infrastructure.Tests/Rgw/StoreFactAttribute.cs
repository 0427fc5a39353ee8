using Xunit.Abstractions;
using Xunit.Sdk;

namespace GptMessenger.Infrastructure.Tests.Rgw;

/// <summary>A test of a store: skipped with a reason where its class needs the real gateway and the machine has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("GptMessenger.Infrastructure.Tests.Rgw.StoreFactDiscoverer", "GptMessenger.Infrastructure.Tests")]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>Marks a class whose tests need the real gateway.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsGatewayAttribute : Attribute;

public sealed class StoreFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Gateway.MissingReason is { } reason && testMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsGatewayAttribute)).Any()
            ? new SkippedTestCase(reason, DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
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
