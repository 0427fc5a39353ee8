using System.Text;
using GptMessenger.Testing;
using Microsoft.AspNetCore.Http;

namespace GptMessenger.Faults;

/// <summary>Killed and refused around the cards of an answer: the text comes once, its cards once at most.</summary>
public sealed class CardsTests
{
    private const string Products = """
        {"products":[{"id":81,"title":"Red boots","handle":"red-boots","status":"active","image":{"src":"https://cdn.example.test/red.jpg"},
         "variants":[{"id":41,"title":"Default Title","price":"19.90","available":true}]}]}
        """;

    private readonly Halt _halt = new();
    private readonly Dictionary<string, Moment> _moments = [];
    private World _world = null!;
    private bool _isKilled;

    /// <summary>What happens to a customer's answer.</summary>
    private enum Moment
    {
        /// <summary>Killed when Graph has the text and has not answered.</summary>
        TextTaken,

        /// <summary>Killed when the cards are on their way; they never arrive.</summary>
        CardsLostOnTheWay,

        /// <summary>Killed when Graph has the cards and has not answered.</summary>
        CardsTaken,

        /// <summary>The same, and their echo comes before the thread is read.</summary>
        CardsEchoed,

        /// <summary>Graph does not like the cards.</summary>
        CardsRefused,
    }

    [Fact]
    public async Task Cards_ComeOnceAtMost_AndNeverCostTheText()
    {
        await using var world = _world = await World.StartAsync(("AGENT_API_KEY", null));
        world.Store.Write($"users/{Product.Tenant}/shopify/shop_products.json", Encoding.UTF8.GetBytes(Products));
        var askers = Enum.GetValues<Moment>().SelectMany(moment => world.NewAskers(Scale.Of(2, 10)).Select(asker => (Moment: moment, Asker: asker))).ToList();
        foreach (var (moment, asker) in askers)
        {
            asker.Expects = Expectation.AnyAnswers;
            _moments[asker.Id] = moment;
        }

        world.Outside.BeforeSend = BeforeSendAsync;
        world.Outside.OnSend = OnSendAsync;
        await Task.WhenAll(askers.Select(pair => pair.Asker.AskAsync("have you red boots?")));
        await Task.WhenAll(Of(Moment.CardsRefused).Select(asker => asker.SettledAsync()));
        await _halt.ReachedAsync(askers.Count - Of(Moment.CardsRefused).Count, "text or cards");
        await world.KillAsync();
        _isKilled = true;
        _halt.Open();
        await world.StartAgainAsync();
        await Task.WhenAll(Of(Moment.CardsEchoed).Select(asker => asker.EchoAsync(asker.Received[^1])));

        await world.ShouldEndFlawlessAsync();

        foreach (var (moment, asker) in askers)
        {
            bool[] cards = moment is Moment.CardsRefused or Moment.CardsLostOnTheWay ? [false] : [false, true];
            asker.Received.Select(send => send.IsCards).Should().Equal(cards, "{0} is what happened to {1}", moment, asker.Id);
            world.EndsOf(asker).Should().Equal("Answered");
        }

        IReadOnlyList<Asker> Of(Moment moment) => [.. askers.Where(pair => pair.Moment == moment).Select(pair => pair.Asker)];
    }

    private async Task<IResult?> BeforeSendAsync(GraphSend send, HttpContext context)
    {
        switch (_moments[send.Recipient])
        {
            case Moment.CardsRefused when send.IsCards:
                return Outside.GraphError(100);
            case Moment.CardsLostOnTheWay when send.IsCards && !_isKilled:
                await _halt.ArriveAsync();
                context.Abort();
                return Results.Empty;
            default:
                return null;
        }
    }

    private async Task<bool> OnSendAsync(GraphSend send)
    {
        bool isHeld = _moments[send.Recipient] switch
        {
            Moment.TextTaken => !send.IsCards,
            Moment.CardsTaken or Moment.CardsEchoed => send.IsCards,
            _ => false,
        };
        if (_isKilled || !isHeld)
        {
            return true;
        }

        await _halt.ArriveAsync();
        return false;
    }
}
