using System.Net;
using System.Text;
using System.Text.Json;
using GptMessenger.Api.Facebook;
using GptMessenger.Api.Tests.Running;
using GptMessenger.Application.Messenger;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Facebook;

/// <summary>A folder of bodies recorded elsewhere, which are not ours to keep here: none of them may disturb the product.</summary>
[Collection(RunningProductTests.Name)]
public sealed class RecordedPayloadsTests(RunningProduct running)
{
    private const string SignatureVectors = "signature_vectors.json";

    [PayloadsFact]
    public async Task EveryPayload_IsTakenOrRefusedByItsObject()
    {
        var files = Directory.GetFiles(PayloadsFactAttribute.Folder!, "*.json").Where(file => Path.GetFileName(file) != SignatureVectors).Order().ToList();
        var surprises = new List<string>();
        foreach (string file in files)
        {
            byte[] recorded = await File.ReadAllBytesAsync(file);
            foreach (byte[] body in new[] { recorded, Encoding.ASCII.GetBytes(MetaJson.AsMetaSends(Encoding.UTF8.GetString(recorded))) })
            {
                using var json = JsonDocument.Parse(recorded);
                bool isPage = json.RootElement.Member("object").Text() == "page";
                using var response = await running.Product.PostAsync(body);
                bool isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
                if (response.StatusCode != (isPage ? HttpStatusCode.OK : HttpStatusCode.BadRequest) || isProblem == isPage)
                {
                    surprises.Add($"{Path.GetFileName(file)}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
                }
            }
        }

        files.Should().HaveCountGreaterThan(100);
        surprises.Should().BeEmpty();
        await running.NewCustomer().AskAsync("Is everything all right?");
        running.Product.Output.Should().NotContain("fail: Microsoft").And.NotContain("Unhandled exception");
    }

    [PayloadsFact]
    public void EverySignatureVector_IsTakenOnlyOverItsOwnBytes()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(PayloadsFactAttribute.Folder!, SignatureVectors)));
        byte[][] secrets = ["test_app_secret"u8.ToArray()];
        var vectors = json.RootElement.GetProperty("vectors").EnumerateArray().ToList();
        vectors.Should().HaveCountGreaterThan(1);
        foreach (var vector in vectors)
        {
            byte[] body = vector.GetProperty("body_base64").GetBytesFromBase64();
            byte[] reencoded = Encoding.UTF8.GetBytes(vector.GetProperty("utf8_reencoded").GetString()!);
            bool isSame = body.AsSpan().SequenceEqual(reencoded);
            string right = vector.GetProperty(WebhookSignature.Header).GetString()!;
            string overReencoded = vector.GetProperty("wrong_signature_over_utf8_reencoded").GetString()!;

            WebhookSignature.Check(right, body, secrets).Should().Be(SignatureCheck.Valid);
            WebhookSignature.Check(overReencoded, body, secrets).Should().Be(isSame ? SignatureCheck.Valid : SignatureCheck.Wrong);
            WebhookSignature.Check(right, reencoded, secrets).Should().Be(isSame ? SignatureCheck.Valid : SignatureCheck.Wrong);
            WebhookSignature.Check(right, body, ["another secret"u8.ToArray()]).Should().Be(SignatureCheck.Wrong);
            WebhookSignature.Check(vector.GetProperty("X-Hub-Signature").GetString(), body, secrets).Should().Be(SignatureCheck.Malformed);
        }
    }

    private sealed class PayloadsFactAttribute : FactAttribute
    {
        public PayloadsFactAttribute() => Skip = Folder is null ? "Set PAYLOADS_DIR to a folder of recorded webhook bodies." : null;

        public static string? Folder => Environment.GetEnvironmentVariable("PAYLOADS_DIR");
    }
}
