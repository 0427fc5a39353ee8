using GptMessenger.Application.Replies.Proof;

namespace GptMessenger.Application.Tests.Replies.Proof;

public class ProofGateTests
{
    private const double MostWronglyRefused = 0.02;

    [Fact]
    public void Lies_NeverPass()
    {
        var lies = ProofShop.Lines("Lies.txt").Select(line => line.Split('|', 2)).ToList();

        lies.Where(lie => !ProofGate.Check(lie[1], ProofShop.Evidence).Any(finding => finding.Kind.ToString() == lie[0])).Select(lie => string.Join('|', lie)).Should().BeEmpty();
        lies.Count.Should().BeGreaterThan(100);
    }

    [Fact]
    public void HonestAnswers_Pass()
    {
        var honest = ProofShop.Lines("HonestAnswers.txt").ToList();

        var refused = honest.Select(answer => (answer, Findings: ProofGate.Check(answer, ProofShop.Evidence))).Where(checkedAnswer => checkedAnswer.Findings.Count > 0)
            .Select(checkedAnswer => $"{checkedAnswer.answer} -> {string.Join("; ", checkedAnswer.Findings)}").ToList();

        honest.Count.Should().BeGreaterThan(140);
        refused.Count.Should().BeLessThanOrEqualTo((int)(honest.Count * MostWronglyRefused), string.Join('\n', refused));
    }

    [Fact]
    public void Lie_AmongTruths_IsSeen()
    {
        var lies = ProofShop.Lines("Lies.txt").Select(line => line.Split('|', 2)[1]).ToList();
        string truth = "We have the Skare Winter Boots [P1] for 189.00 EUR.";

        lies.Where(lie => ProofGate.Check($"{truth}\n{lie}\nShall I tell you more?", ProofShop.Evidence).Count == 0).Should().BeEmpty();
    }
}
