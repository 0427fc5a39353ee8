namespace GptMessenger.Application.Languages;

/// <summary>The languages that this product's own sentences exist in. A model may answer in many more.</summary>
public enum Language
{
    English,
    German,
    Spanish,
    French,
}
