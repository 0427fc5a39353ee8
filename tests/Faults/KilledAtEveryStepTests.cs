namespace GptMessenger.Faults;

public sealed class KilledAtEveryStepTests(KilledAtEveryStep killed) : IClassFixture<KilledAtEveryStep>
{
    public static TheoryData<Step> Steps => [.. Enum.GetValues<Step>()];

    [Theory]
    [MemberData(nameof(Steps))]
    public void KilledAtThisStep_LosesNothingAndAnswersOnce(Step step) => killed.FindingsAt(step).Should().BeEmpty();
}
