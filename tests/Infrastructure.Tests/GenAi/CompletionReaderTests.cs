using System.Text.Json;
using GptMessenger.Application.Replies;
using GptMessenger.Infrastructure.GenAi;

namespace GptMessenger.Infrastructure.Tests.GenAi;

public sealed class CompletionReaderTests
{
    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"Hello","refusal":"","reasoning_content":""}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"Hello","reasoning":"hm"},"finish_reason":"eos_token"}],"usage":null}""")]
    [InlineData("""{"choices":[{"message":{"content":[{"type":"text","text":"Hel"},{"type":"text","text":"lo"}]},"finish_reason":null}]}""")]
    [InlineData("""{"choices":[{"message":{"content":[{"type":"reasoning","text":"hm"},{"type":"text","text":"Hello"}]}}]}""")]
    [InlineData("""{"choices":[{"text":" Hello","finish_reason":"stop"}]}""")]
    [InlineData("""{"output_text":"Hello"}""")]
    [InlineData("""{"output":[{"type":"reasoning","content":[{"type":"reasoning_text","text":"hm"}]},{"type":"message","content":[{"type":"output_text","text":"Hello"}]}],"status":"completed"}""")]
    [InlineData("""{"content":"Hello","stop":true}""")]
    [InlineData("""{"message":{"role":"assistant","content":"Hello"},"done":true,"done_reason":"stop"}""")]
    [InlineData("""{"response":"Hello","done":true}""")]
    [InlineData("""{"choices":[{"message":{"content":"<think>They greet.</think>\n\nHello"}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"They greet.</think>\nHello"}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"Hello <thinking>was that right?"}}]}""")]
    public void EveryKnownShape_IsRead(string body) => Read(body).Text.Should().Be("Hello");

    [Theory]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"message":{"content":null,"tool_calls":[{"id":"c"}]},"finish_reason":"tool_calls"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":null,"reasoning_content":"The customer asks"},"finish_reason":"length"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"","refusal":"I can't help.","reasoning_content":null},"finish_reason":"content_filter"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"Half a","refusal":null},"finish_reason":"content_filter"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"No.","refusal":"No."},"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"<think>The customer asks"},"finish_reason":"length"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"  \n"}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"We have three bags that would suit you: the"},"finish_reason":"length"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":42}}]}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void NoWordsForTheCustomer_IsUnavailable(string body)
    {
        var read = () => Read(body);
        read.Should().Throw<LlmUnavailableException>();
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":""}}],"usage":{"prompt_tokens":111,"completion_tokens":7}}""")]
    [InlineData("""{"choices":[{"message":{"content":"No words end"},"finish_reason":"length"}],"usage":{"prompt_tokens":111,"completion_tokens":7}}""")]
    [InlineData("""{"choices":[{"message":{"content":null,"refusal":"No."}}],"usage":{"prompt_tokens":111,"completion_tokens":7}}""")]
    public void AnswerOfNoUse_SaysWhatItCost(string body)
    {
        var read = () => Read(body);
        read.Should().Throw<LlmUnavailableException>().Which.Wasted.Should().BeEquivalentTo(new { PromptTokens = 111, CompletionTokens = 7 });
    }

    [Theory]
    [InlineData("""{"choices":[{"text":"a"}],"usage":{"prompt_tokens":5,"completion_tokens":9}}""", 5, 9)]
    [InlineData("""{"output_text":"a","usage":{"input_tokens":133,"output_tokens":41}}""", 133, 41)]
    [InlineData("""{"response":"a","prompt_eval_count":7,"eval_count":3}""", 7, 3)]
    [InlineData("""{"choices":[{"text":"a"}],"usage":{"prompt_tokens":"many","completion_tokens":1e99}}""", null, null)]
    [InlineData("""{"choices":[{"text":"a"}],"usage":null}""", null, null)]
    public void Tokens_AreReadWhereTheyAreSaid(string body, int? prompt, int? completion)
    {
        var read = Read(body);
        read.PromptTokens.Should().Be(prompt);
        read.CompletionTokens.Should().Be(completion);
    }

    [Fact]
    public void CutAnswer_EndsWithItsLastWholeSentence() =>
        Read("""{"choices":[{"message":{"content":"Yes, we do. It costs 12."},"finish_reason":"length"}]}""").Text.Should().Be("Yes, we do.");

    [Theory]
    [InlineData("""{"error":{"message":"Overloaded"}}""", true)]
    [InlineData("""{"error":"the model failed"}""", true)]
    [InlineData("""{"object":"error","message":"too long"}""", true)]
    [InlineData("""{"error":null,"choices":[{"text":"a"}]}""", false)]
    [InlineData("""{"choices":[{"text":"a"}]}""", false)]
    public void ErrorWithStatus200_IsSeen(string body, bool isError)
    {
        using var document = JsonDocument.Parse(body);
        CompletionReader.IsError(document.RootElement).Should().Be(isError);
    }

    private static Completion Read(string body)
    {
        using var document = JsonDocument.Parse(body);
        return CompletionReader.Read(document.RootElement, "m");
    }
}
