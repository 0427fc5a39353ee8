using FluentValidation;
using GptMessenger.Application.Pipeline;

namespace GptMessenger.Application.Tests.Pipeline;

public class ValidationBehaviorTests
{
    [Fact]
    public async Task NoValidators_LetEverythingThrough() => (await HandleAsync("anything")).Should().Be(8);

    [Fact]
    public async Task AllContent_CallTheHandlerOnce() => (await HandleAsync("anything", Longer(3), Longer(5))).Should().Be(8);

    [Fact]
    public async Task OneObjects_KeepsTheHandlerFromRunning()
    {
        var act = () => HandleAsync("any", Longer(1), Longer(5));

        await act.Should().ThrowAsync<ValidationException>();
    }

    private static InlineValidator<string> Longer(int than)
    {
        var validator = new InlineValidator<string>();
        validator.RuleFor(text => text.Length).GreaterThan(than);
        return validator;
    }

    private static async Task<int> HandleAsync(string request, params IValidator<string>[] validators)
    {
        int calls = 0;
        int length = await new ValidationBehavior<string, int>(validators).Handle(request, () => Task.FromResult(request.Length + calls++), CancellationToken.None);
        calls.Should().Be(1);
        return length;
    }
}
