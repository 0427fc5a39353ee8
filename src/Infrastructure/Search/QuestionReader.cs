namespace GptMessenger.Infrastructure.Search;

/// <summary>What to look for.</summary>
/// <param name="Whole">All that was said but everyday words.</param>
/// <param name="Cleaned">Without phrases of polite conversation as well; null: there were none.</param>
/// <param name="Earlier">What was said before.</param>
/// <param name="EarlierWeight">What that counts.</param>
internal sealed record Question(IReadOnlyList<TextWord> Whole, IReadOnlyList<TextWord>? Cleaned, IReadOnlyList<TextWord> Earlier, float EarlierWeight);

/// <summary>Finds what is asked for in a chat message, with the help of the catalogue's own words.</summary>
internal sealed class QuestionReader(Vocabulary vocabulary)
{
    /// <summary>A longer message is read so far: it names no more products than that.</summary>
    private const int MaxWords = 60;

    private static readonly HashSet<string> Asides = ["for", "with", "without", "fur", "mit", "ohne", "para", "con", "sin", "pour", "avec", "sans"];

    // What was said before still counts where the new words name no product ("in blue?"), and little where they do ("and tents?").
    private const float OfSameSubject = 0.7f, OfOther = 0.05f;

    public Question Read(string asked, string earlier)
    {
        var talk = ChatTalk.Read(asked);
        var all = WithAsides(TextWords.Read(asked));
        List<TextWord> whole = talk.IsChat ? Wanted(all) : all, cleaned = Wanted(WithAsides(TextWords.Read(talk.Cleaned)));
        var before = string.IsNullOrWhiteSpace(earlier) ? [] : Wanted(TextWords.Read(ChatTalk.Read(earlier).Cleaned));
        bool isNewSubject = whole.Exists(word => vocabulary.IsProductWord(word.Text));

        // Where cleaning leaves nothing that says what is wanted, it took too much.
        bool isCleaner = talk.IsChat && cleaned.Count > 0 && cleaned.Count < whole.Count;
        return new Question(Bounded(whole), isCleaner ? Bounded(cleaned) : null, Bounded(before), whole.Count == 0 ? 1 : isNewSubject ? OfOther : OfSameSubject);
    }

    /// <summary>A "hose for the washing machine" is a hose, and no washing machine.</summary>
    private List<TextWord> WithAsides(List<TextWord> words)
    {
        bool isNamed = false, isAside = false;
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i].Text;
            isAside = (isAside && !words[i].Break) || (isNamed && Asides.Contains(word));
            isNamed |= !EverydayWords.Contains(word) && vocabulary.IsProductWord(word);
            words[i] = words[i] with { IsAside = isAside };
        }

        return words;
    }

    /// <summary>Without everyday words, unless the catalogue uses them for products.</summary>
    private List<TextWord> Wanted(List<TextWord> words) => words.FindAll(word => !EverydayWords.Contains(word.Text) || word.IsUnit || vocabulary.IsProductWord(word.Text));

    private static List<TextWord> Bounded(List<TextWord> words) => words.Count > MaxWords ? words[..MaxWords] : words;
}
