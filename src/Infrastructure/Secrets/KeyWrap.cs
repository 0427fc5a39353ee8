using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace GptMessenger.Infrastructure.Secrets;

/// <summary>Wraps the secret part of a ring key before Data Protection hands it on.</summary>
internal sealed class KeyWrap(WrappingKeys keys) : IXmlEncryptor
{
    public const string Element = "wrapped";
    public const string Under = "under";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(Wrap(keys, Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))), typeof(KeyUnwrap));

    public static XElement Wrap(WrappingKeys keys, byte[] secret)
    {
        var wrapped = new XElement(Element, new XAttribute(Under, keys.Current), Convert.ToBase64String(keys.Wrap(secret)));
        CryptographicOperations.ZeroMemory(secret);
        return wrapped;
    }

    /// <exception cref="CryptographicException">It was wrapped under another key.</exception>
    public static byte[] Unwrap(WrappingKeys keys, XElement wrapped) =>
        keys.Unwrap((string?)wrapped.Attribute(Under) ?? "", Convert.FromBase64String(wrapped.Value));
}

/// <summary>The other way round. Data Protection finds it by the name of its type, which stands in every key's file: renaming it would lose them.</summary>
internal sealed class KeyUnwrap(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        byte[] secret = KeyWrap.Unwrap(services.GetRequiredService<WrappingKeys>(), encryptedElement);
        var plain = XElement.Parse(Encoding.UTF8.GetString(secret));
        CryptographicOperations.ZeroMemory(secret);
        return plain;
    }
}
