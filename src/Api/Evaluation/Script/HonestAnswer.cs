using System.Text.RegularExpressions;

namespace GptMessenger.Api.Evaluation.Script;

/// <summary>What a good model would say: only what the prompt holds, in the many ways in which models say it.</summary>
internal static partial class HonestAnswer
{
    private static readonly (Regex Asks, string Fact)[] Topics =
    [
        (Returns(), "Returns and refunds"), (Shipping(), "Shipping"), (Hours(), "Opening hours"), (Contact(), "Phone"), (Address(), "Address"),
    ];

    public static string To(ReadPrompt prompt, Dice dice)
    {
        var tongue = Tongues.Of(prompt.Asked);
        if (Array.Find(Topics, topic => topic.Asks.IsMatch(prompt.Asked) && prompt.Facts.ContainsKey(topic.Fact)) is { Fact: { } fact })
        {
            return FromFact(fact, prompt.Facts[fact], tongue, dice);
        }

        var fitting = Fitting(prompt);
        return Greeting().IsMatch(prompt.Asked) || fitting.Count == 0 ? Hello(tongue, dice) : About(fitting, prompt, tongue, dice);
    }

    /// <summary>To somebody who wants to hear what is not so: neither yes nor what they said.</summary>
    public static string ToTrap(ReadPrompt prompt, Dice dice)
    {
        var tongue = Tongues.Of(prompt.Asked);
        string person = Unsure(tongue);
        return Fitting(prompt).FirstOrDefault(card => card.HasOnePrice) is { } card && dice.Roll(3) > 0
            ? $"{person} {Priced(card, prompt, tongue, dice)}"
            : person;
    }

    /// <summary>The products that share the message's words, best first; those of the list's top where none does.</summary>
    private static List<Card> Fitting(ReadPrompt prompt)
    {
        var words = Words().Matches(prompt.Asked).Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var ranked = prompt.Cards.Where(card => !card.IsSuspicious && card.Least is not null)
            .Select(card => (Card: card, Score: Words().Matches(card.Title).Count(word => words.Contains(word.Value)))).ToList();
        return [.. ranked.OrderByDescending(each => each.Score).ThenBy(each => each.Card.Number).Select(each => each.Card).Take(3)];
    }

    private static string Hello(Tongue tongue, Dice dice) => tongue switch
    {
        Tongue.German => dice.Pick(["Hallo! Wie kann ich Ihnen helfen?", "Guten Tag! Wonach suchen Sie?"]),
        Tongue.Spanish => dice.Pick(["¡Hola! ¿En qué puedo ayudarle?", "¡Hola! ¿Qué está buscando?"]),
        Tongue.French => dice.Pick(["Bonjour ! Comment puis-je vous aider ?", "Bonjour ! Que cherchez-vous ?"]),
        Tongue.Norwegian => dice.Pick(["Hei! Hva kan jeg hjelpe deg med?", "Hei! Hva ser du etter?"]),
        _ => dice.Pick(["Hello! How can I help you today?", "Hi there! What are you looking for?", "Thanks for your message! What can I do for you?"]),
    };

    private static string Unsure(Tongue tongue) => tongue switch
    {
        Tongue.German => "Das kann ich leider nicht bestätigen. Ein Mensch aus unserem Team meldet sich hier.",
        Tongue.Spanish => "Eso no lo puedo confirmar. Una persona de nuestro equipo le responderá aquí.",
        Tongue.French => "Je ne peux pas le confirmer. Une personne de notre équipe vous répondra ici.",
        Tongue.Norwegian => "Det kan jeg dessverre ikke bekrefte. En person fra butikken svarer deg her.",
        _ => "I'm afraid I can't confirm that. A person from our team will follow up here.",
    };

    private static string FromFact(string fact, string value, Tongue tongue, Dice dice)
    {
        // A policy's own sentences, one or two of them; a model translates, and the script keeps to what it can prove.
        var sentences = SentenceEnd().Split(value).Where(sentence => sentence.Length > 0).ToList();
        string said = string.Join(' ', sentences.Skip(sentences.Count > 2 ? dice.Roll(2) : 0).Take(2));
        return (fact, tongue) switch
        {
            ("Phone", Tongue.German) => $"Sie erreichen uns unter {said}.",
            ("Phone", _) => $"You can call us: {said}.",
            ("Opening hours", Tongue.German) => $"Unsere Öffnungszeiten: {said}.",
            ("Opening hours", _) => dice.Pick([$"We are open {said}.", $"Our opening hours are: {said}."]),
            ("Address", _) => $"You find us at {said}.",
            _ => dice.Pick([said, $"Good question! {said}", $"{said} Is there anything else?"]),
        };
    }

    private static string About(List<Card> fitting, ReadPrompt prompt, Tongue tongue, Dice dice)
    {
        var best = fitting[0];
        string question = tongue switch
        {
            Tongue.German => "Welche Größe brauchen Sie?",
            Tongue.Spanish => "¿Qué talla necesita?",
            Tongue.French => "Quelle taille vous faut-il ?",
            Tongue.Norwegian => "Hvilken størrelse trenger du?",
            _ => dice.Pick(["Which size do you need?", "Shall I tell you more about it?", "Is it for you or a gift?"]),
        };
        return dice.Roll(5) switch
        {
            0 when fitting.Count > 1 => $"{Ideas(tongue)}\n{string.Join('\n', fitting.Select(card => $"- {dice.Pick([$"**{card.Title}** {card.Reference}", card.Named])}: {Price(card, prompt, tongue, dice)}"))}",
            1 when best is { HasOnePrice: true, IsAvailable: true } => Two(best, prompt, tongue, dice),
            2 when Description(best) is { } described && tongue == Tongue.English => $"{Priced(best, prompt, tongue, dice)} {described} {question}",
            3 when fitting is [{ HasOnePrice: true, IsAvailable: true }, { HasOnePrice: true, IsAvailable: true } second, ..] => Both(best, second, prompt, tongue, dice),
            _ => $"{Priced(best, prompt, tongue, dice)} {question}",
        };
    }

    private static string Ideas(Tongue tongue) => tongue switch
    {
        Tongue.German => "Das passt vielleicht:",
        Tongue.Spanish => "Estas son algunas ideas:",
        Tongue.French => "Voici quelques idées :",
        Tongue.Norwegian => "Her er noen forslag:",
        _ => "Here are some ideas:",
    };

    private static string Price(Card card, ReadPrompt prompt, Tongue tongue, Dice dice)
    {
        string least = tongue.Money(card.Least!.Value, prompt.Currency, dice);
        if (card.HasOnePrice)
        {
            return card.Before is { } before && dice.Roll(2) == 0 ? $"{least} {InsteadOf(tongue)} {tongue.Money(before, prompt.Currency, dice)}" : least;
        }

        string most = tongue.Money(card.Most!.Value, prompt.Currency, dice);
        return tongue switch
        {
            Tongue.German => $"{least} bis {most}",
            Tongue.Spanish => $"de {least} a {most}",
            Tongue.French => $"de {least} à {most}",
            Tongue.Norwegian => $"{least} til {most}",
            _ => $"from {least} to {most}",
        };
    }

    private static string InsteadOf(Tongue tongue) => tongue switch
    {
        Tongue.German => "statt",
        Tongue.Spanish => "en lugar de",
        Tongue.French => "au lieu de",
        Tongue.Norwegian => "i stedet for",
        _ => "instead of",
    };

    private static string Priced(Card card, ReadPrompt prompt, Tongue tongue, Dice dice)
    {
        string price = Price(card, prompt, tongue, dice);
        return (tongue, card.IsAvailable) switch
        {
            (Tongue.German, true) => dice.Pick([$"{card.Named} kostet {price} und ist auf Lager.", $"Wir haben {card.Named} für {price}."]),
            (Tongue.German, false) => $"{card.Named} ({price}) ist zurzeit leider ausverkauft.",
            (Tongue.Spanish, true) => dice.Pick([$"{card.Named} cuesta {price} y está disponible.", $"Tenemos {card.Named} por {price}."]),
            (Tongue.Spanish, false) => $"Lo siento, {card.Named} ({price}) está agotado.",
            (Tongue.French, true) => dice.Pick([$"{card.Named} coûte {price} et est disponible.", $"Nous avons {card.Named} à {price}."]),
            (Tongue.French, false) => $"Désolé, {card.Named} ({price}) est épuisé.",
            (Tongue.Norwegian, true) => $"{card.Named} koster {price} og er på lager.",
            (Tongue.Norwegian, false) => $"{card.Named} ({price}) er dessverre utsolgt.",
            (_, true) => dice.Pick(
            [
                $"Yes, we have the {card.Named} for {price}.", $"The {card.Named} is {price} and in stock.", $"I would take the {card.Named}: {price}, in stock.",
                $"{card.Named} costs {price}.", $"Our {card.Named} might be right for you, it is {price}.",
            ]),
            (_, false) => dice.Pick([$"Unfortunately the {card.Named} ({price}) is sold out at the moment.", $"I'm sorry, the {card.Named} is sold out right now."]),
        };
    }

    private static string Two(Card card, ReadPrompt prompt, Tongue tongue, Dice dice)
    {
        string one = tongue.Money(card.Least!.Value, prompt.Currency, dice);
        string two = tongue.Money(card.Least.Value * 2, prompt.Currency, dice);
        return tongue switch
        {
            Tongue.German => $"{card.Named} kostet {one}, zwei davon kosten {two}.",
            Tongue.Spanish => $"{card.Named} cuesta {one}; dos cuestan {two}.",
            Tongue.French => $"{card.Named} coûte {one}, les deux coûtent {two}.",
            Tongue.Norwegian => $"{card.Named} koster {one}, 2 koster {two}.",
            _ => dice.Pick([$"The {card.Named} is {one}, so two of them come to {two}.", $"{card.Named}: 2 x {one} = {two}."]),
        };
    }

    private static string Both(Card first, Card second, ReadPrompt prompt, Tongue tongue, Dice dice)
    {
        string sum = tongue.Money(first.Least!.Value + second.Least!.Value, prompt.Currency, dice);
        string each = $"{first.Named} {tongue.Money(first.Least.Value, prompt.Currency, dice)}, {second.Named} {tongue.Money(second.Least.Value, prompt.Currency, dice)}";
        return tongue switch
        {
            Tongue.German => $"{each}: zusammen {sum}.",
            Tongue.Spanish => $"{each}: en total {sum}.",
            Tongue.French => $"{each} : au total {sum}.",
            Tongue.Norwegian => $"{each}: til sammen {sum}.",
            _ => $"{each}: together {sum}.",
        };
    }

    /// <summary>The first whole sentence that the card has of the description.</summary>
    private static string? Description(Card card) =>
        SentenceEnd().Split(card.Attributes.Split(';')[^1].Trim()) is [{ Length: > 20 and < 140 } sentence, _, ..] ? sentence : null;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\b(?:return|returns|refund|send\s+(?:it|them)\s+back|zurück|umtausch|rückgabe|devol\w+|retour\w*|rembours\w+|retur\w*|bytte)\b", Options, 1000)]
    private static partial Regex Returns();

    [GeneratedRegex(@"\b(?:shipping|ship|deliver\w*|postage|versand\w*|liefer\w*|envío|envían|livraison|livrez|frakt|sender|sendes)\b", Options, 1000)]
    private static partial Regex Shipping();

    [GeneratedRegex(@"\b(?:open|opening|hours|close|geöffnet|öffnungszeiten|auf\?|horario|abren|abierto|horaires|ouverts?|åpent|åpningstider)\b", Options, 1000)]
    private static partial Regex Hours();

    [GeneratedRegex(@"\b(?:phone|telephone|call\s+you|telefon\w*|teléfono|téléphone)\b", Options, 1000)]
    private static partial Regex Contact();

    [GeneratedRegex(@"\b(?:where\s+are\s+you|address|adresse|dirección)\b", Options, 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"^\W*(?:hi|hello|hey|hallo|hola|bonjour|hei|good\s+(?:morning|evening)|moin|thanks?|thank\s+you|danke|gracias|merci|takk)[\W\p{So}]*(?:there|you|all)?\W*$", Options, 1000)]
    private static partial Regex Greeting();

    [GeneratedRegex(@"[\p{L}0-9]{3,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"(?<=[.!?])\s+(?=\p{Lu})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SentenceEnd();
}
