using CsCheck;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Domain.Tests.Conversations;

public class ConversationIdTests
{
    private static readonly Gen<string> Segment = Gen.Char["abcXYZ019._-"].Array[1, 128].Select(chars => new string(chars)).Where(text => text is not ("." or ".."));

    [Fact]
    public void AnyId_ComesBackFromItsText() => Gen.Select(Segment, Gen.Enum<Channel>(), Segment, Segment).Sample((tenant, channel, page, sender) =>
    {
        string text = $"{tenant}/{channel.Folder()}/{page}/{sender}";

        return ConversationId.TryParse(text, out var id) && id.ToString() == text && id.Channel == channel
            && id.Tenant.Value == tenant && id.Page.Value == page && id.Sender.Value == sender
            && ConversationId.TryParse(id.ToString(), out var again) && again == id;
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t/facebook/p")]
    [InlineData("t/facebook/p/s/")]
    [InlineData("/t/facebook/p/s")]
    [InlineData("t/Facebook/p/s")]
    [InlineData("t/whatsapp/p/s")]
    [InlineData("t/facebook/../s")]
    [InlineData("../facebook/p/s")]
    [InlineData("t/facebook/p/.")]
    [InlineData("t/facebook//s")]
    [InlineData("t/facebook/p/s p")]
    public void AnyOtherText_IsRefused(string? text)
    {
        ConversationId.TryParse(text, out var id).Should().BeFalse();

        id.Should().BeNull();
    }

    [Fact]
    public void EveryChannel_IsFoundByItsFolder()
    {
        foreach (var channel in Enum.GetValues<Channel>())
        {
            Channels.Find(channel.Folder()).Should().Be(channel);
        }
    }

    [Fact]
    public void NoChannel_IsAnError()
    {
        var act = () => ((Channel)99).Folder();

        act.Should().Throw<ArgumentOutOfRangeException>();
    }
}
