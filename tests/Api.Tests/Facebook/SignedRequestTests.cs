using System.Text;
using GptMessenger.Api.Facebook;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Facebook;

/// <summary>Signed with openssl: <c>openssl dgst -sha256 -hmac SECRET -binary</c> over the encoded payload.</summary>
public sealed class SignedRequestTests
{
    /// <summary><c>{"user_id":"700000000000001","algorithm":"HMAC-SHA256","issued_at":1795780800}</c></summary>
    public const string Valid = "4cfcPQO4qp5C_LZIAwynrq6waIdiozQRl_kRySCNbu4.eyJ1c2VyX2lkIjoiNzAwMDAwMDAwMDAwMDAxIiwiYWxnb3JpdGhtIjoiSE1BQy1TSEEyNTYiLCJpc3N1ZWRfYXQiOjE3OTU3ODA4MDB9";
    public const string ValidCode = "7aeeef21f8a6dbfd306b397dddfbe0c9";

    /// <summary>The same account a second later, signed with the secret that is being replaced.</summary>
    public const string UnderTheOldSecret = "Eo0UnB-ouO4bdxASYGd8GW_eSW1tTbaTfyi9O4-ps1c.eyJ1c2VyX2lkIjoiNzAwMDAwMDAwMDAwMDAxIiwiYWxnb3JpdGhtIjoiSE1BQy1TSEEyNTYiLCJpc3N1ZWRfYXQiOjE3OTU3ODA4MDF9";

    /// <summary><c>{"algorithm":"hmac-sha256","user_id":700000000000002}</c></summary>
    private const string LowerCaseAndNumber = "lJVn0y3fE62oQrFcQL5E-9Cm96rjm4geVyI8gUYISHc.eyJhbGdvcml0aG0iOiJobWFjLXNoYTI1NiIsInVzZXJfaWQiOjcwMDAwMDAwMDAwMDAwMn0";

    private static readonly byte[][] Secrets = [Encoding.UTF8.GetBytes(Product.OldAppSecret), Encoding.UTF8.GetBytes(Product.AppSecret)];

    [Theory]
    [InlineData(Valid, "700000000000001")]
    [InlineData(UnderTheOldSecret, "700000000000001")]
    [InlineData(LowerCaseAndNumber, "700000000000002")]
    public void Signed_NamesItsPerson(string text, string person) => SignedRequest.Read(text, Secrets)!.Person.Value.Should().Be(person);

    [Fact]
    public void Code_IsOfThisRequestOnly()
    {
        SignedRequest.Read(Valid, Secrets)!.Code.Should().Be(ValidCode);
        SignedRequest.Read(UnderTheOldSecret, Secrets)!.Code.Should().NotBe(ValidCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("eyJ1c2VyX2lkIjoiNzAwMDAwMDAwMDAwMDAxIn0")]
    [InlineData(Valid + ".")]
    [InlineData(Valid + "=")]
    [InlineData(Valid + "A")]
    [InlineData("A" + Valid)]
    [InlineData("4cfcPQO4qp5C_LZIAwynrq6waIdiozQRl_kRySCNbu4=.eyJ1c2VyX2lkIjoiNzAwMDAwMDAwMDAwMDAxIiwiYWxnb3JpdGhtIjoiSE1BQy1TSEEyNTYiLCJpc3N1ZWRfYXQiOjE3OTU3ODA4MDB9")]
    [InlineData("Eo0UnB-ouO4bdxASYGd8GW_eSW1tTbaTfyi9O4-ps1c.eyJ1c2VyX2lkIjoiNzAwMDAwMDAwMDAwMDAxIiwiYWxnb3JpdGhtIjoiSE1BQy1TSEEyNTYiLCJpc3N1ZWRfYXQiOjE3OTU3ODA4MDB9")]
    [InlineData("icXCcdQP7Quz1emOWvCjWYrPXocs78bXHKlDn23C0dY.eyJ1c2VyX2lkIjoiNzAwMDAwMDAwMDAwMDAxIiwiYWxnb3JpdGhtIjoibm9uZSJ9")]
    [InlineData("SkqQexU54MgyQLgtb6DpZoBJhRfeJWHQ7_wdXYPHb3M.eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiJ9")]
    [InlineData("TIID9AAOVXSZqsMg_JjLvPutaXeFRc9aeiqXF6tuHDg.eyJ1c2VyX2lkIjoiLi4vdXAiLCJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiJ9")]
    [InlineData("bYtrQFyhatjdije4TqTp9brBFYH9r8jhMcv8tHJIyVA.bm90IGpzb24gYXQgYWxs")]
    public void NotSignedOrOfNobody_IsNone(string? text) => SignedRequest.Read(text, Secrets).Should().BeNull();

    [Fact]
    public void AnotherAppsSecret_OpensNothing() => SignedRequest.Read(Valid, [Encoding.UTF8.GetBytes("another")]).Should().BeNull();
}
