using System.Text;
using GptMessenger.Infrastructure.GenAi;

namespace GptMessenger.Infrastructure.Tests.GenAi;

public sealed class ErrorTextTests
{
    [Theory]
    [InlineData("""{"id":"unauthorized","message":"Unable to authenticate you."}""", "Unable to authenticate you. (unauthorized)")]
    [InlineData("""{"error":{"message":"quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""", "quota (insufficient_quota)")]
    [InlineData("""{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", "Loading model (503)")]
    [InlineData("""{"error":{"message":"not found","type":"api_error","param":null,"code":null}}""", "not found (api_error)")]
    [InlineData("""{"type":"error","error":{"type":"invalid_request_error","message":"bad"}}""", "bad (invalid_request_error)")]
    [InlineData("""{"error":"the model failed"}""", "the model failed")]
    [InlineData("""{"object":"error","message":"too long","type":"BadRequestError","code":400}""", "too long (BadRequestError)")]
    [InlineData("""{"detail":"gone"}""", "gone")]
    [InlineData("""{"detail":[{"loc":["body","messages",0,"role"],"msg":"field required","input":"private"}]}""", "body.messages.0.role: field required")]
    [InlineData("<html>Bad Gateway</html>", "<html>Bad Gateway</html>")]
    [InlineData("{}", "{}")]
    [InlineData("", "without a word")]
    public void EveryKnownShape_IsRead(string body, string text) => ErrorText.Read(Encoding.UTF8.GetBytes(body)).Should().Be(text);

    [Fact]
    public void LongPage_IsShortened() => ErrorText.Read(new byte[10_000]).Length.Should().Be(500);
}
