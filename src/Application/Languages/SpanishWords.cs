namespace GptMessenger.Application.Languages;

/// <summary>What Spanish is told by.</summary>
internal static class SpanishWords
{
    /// <summary>Words that hardly any Spanish sentence does without, and those of chat.</summary>
    public const string Common = """
        el la los las lo le les un una unos unas del al de a en con sin por para xa pa sobre entre hasta desde hacia según durante contra tras ante bajo
        yo tú tu tus usted ustedes uds vd ud él ella ellos ellas nosotros vosotros os me mi mis te ti se su sus nos nuestro nuestra vuestro vuestra vuestros mío mía conmigo
        este esta estos estas esto ese esa esos esas eso aquel aquella aquello aquí ahí allí acá allá
        es son soy eres somos era eran fue ser sido siendo está están estoy estás estáis estamos estaba estar hay había habrá he has ha hemos habéis han haber tengo tienes tiene tenemos tenéis tienen tenía tener teneis tenes
        puedo puedes puede podemos podéis pueden podría podrían podrías podeis poder quiero quieres quiere queremos queréis quieren quisiera querría querer necesito necesitas necesita necesitamos necesitan debo debe deben hago hace haces hacen hacéis haceis hacer hecho
        voy vas va vamos van ir vale sé saber sabes sabe sabéis creo dice decir decirme dime dígame digame dame deme doy dan dar ver veo mirar mira busco buscando buscamos buscar busca
        que qué q k cual cuál cuales cuáles cuando cuándo cuanto cuánto cuanta cuánta cuantos cuántos cuantas cuántas como cómo donde dónde quien quién porque porqué pq xq
        no ni sí si y e o u pero sino aunque también tampoco ya aún aun todavía siempre nunca jamás ahora hoy mañana ayer luego después antes pronto tarde noche más mas menos muy mucho mucha muchos muchas poco poca pocos pocas bien mal mejor peor
        algo alguien algún algun alguno alguna algunos algunas ningún ningun ninguno ninguna nada nadie todo toda todos todas otro otra otros otras mismo misma cada tan tanto así asi solo sólo casi quizás quizá
        hola holaa holi buenas buenos buen bueno buena días dias tardes noches saludos adiós adios hasta gracias grax graciass favor porfa porfavor perdón perdon disculpa disculpe disculpen oye ok vale claro perfecto genial
        uno dos tres cuatro cinco seis diez primero primera último última sería serían seria gustaría gustaria interesa encuentro llegó llega llegado llegar llegan sale salir queda quedan quedar queréis lleva llevo viene vienen
        """;

    /// <summary>What is talked about in shops.</summary>
    public const string Shop = """
        abierto abierta abiertos abren abre abrís abris abrir abrigo abrigos acepta aceptan aceptáis agente agotado agotada algodón amarillo amigo ancho anillo años asesor atención ayuda ayudar ayudarme azul azules barato barata baratos baratas baratito billetera blanco blanca blancos bolsa bolsillo bolso bonito bonita botas bota
        caja calcetines calefacción calentita calentito calidad caliente calor cambiar cambiarlo cambio cambios camisa camiseta camisetas caro cara caros carrito casa catálogo cerrado cerrada cerráis cerrais cerrar cierra cierran cierre chaqueta chaquetas chico chica cliente código codigo códigos color colores
        compra comprado comprar compré compras condiciones contacto contactar consulta correo cortavientos cuero cuesta cuestan cuotas cupón datos demora dependiente descuento descuentos devolución devolucion devoluciones devolver devolverlo devuelvo dinero dirección direccion disponible disponibles disponibilidad domingo domingos domicilio
        dirigir económico efectivo elegir empleado encargo entrega entregan entregar enviado enviar envían envias enviáis envío envio envíos envios equivocada equivocado escribir española españa esposa esposo estilo existe existencias exterior factura falda festivo frío frio garantía garantia gorra gorro gorros grande grandes gratis gratuito gris
        guantes gusta gustan hablar hablo hermana hermano hermosa hija hijo hijos hombre hombres hora horario horarios horas hotel humano humana impermeable importe incluye incluido información infantil invierno jueves juego jersey lana largo larga lavar leche libras ligero linterna llama llamar llegada llevar lluvia local lunes luz madre
        maleta manta mantas marca martes material mayor medida medidas mensaje mes meses mido miércoles mochila modelo modelos momento morado mujer mujeres montaña navidad negra negro negros niña niño niños nombre novia novio nueva nuevo número numero oferta ofertas ofrece ofrecen online operador opciones padre paga pagar pagado pago pagos
        paquete pantalón pantalones papá mamá par pareja pedido pedidos pedir pequeño pequeña pequeñas peso persona personas piel plazo plazos playera política politica precio precios pregunta pregunté primavera privacidad problema producto productos promoción pronto puesto queja quedaría rebajas recibido recibir recibo recoger recogida recomienda recomiendas recomendar
        reembolso regalar regalo regalos reloj reserva responder respuesta roja rojo rojos ropa rosa rota roto sábado sabado sábados saco saber sección seguimiento semana semanas servicio stock sudadera suela tamaño talla tallas tarda tardan tardar tarjeta tarjetas teléfono telefono tienda tiendas tiempo tela tejido transferencia transporte traje
        trabajador tarde tienda última usar uso varios venta vende venden vendéis vendeis vendedor verano verde verdes vestido viaje viernes vez viento zapatillas zapato zapatos euros dólares calle casco impermeables descripción
        """;
}
